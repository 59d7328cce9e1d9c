"""``bordermark call``: calls for input listed, and their reminders sent by whoever runs the machine."""



from bordermark.cli import reminding
from bordermark.cli.reminding import DueOption, require_due
from bordermark.cli.setup import DataOption, JsonOption, out, print_json, reporting, require_database, start_django


def list_calls(data: DataOption = None, as_json: JsonOption = False) -> None:
    """List all calls, the newest first, with who has answered."""
    start_django(data)
    from bordermark.cli.feeds import addresses
    from bordermark.contributions.calls import store
    from bordermark.contributions.calls.describing import body_of, detail

    with reporting(as_json):
        require_database()
        found = store.all_calls()
    if as_json:
        print_json([detail(one, addresses(), "en").model_dump(mode="json") for one in found])
    for one in found if not as_json else ():
        out.print(f"{one.call.pk} {one.call.title} ({one.call.status}, until {one.call.deadline}): "
                  f"{one.answered} of {len(one.addressees)} have answered", markup=False, soft_wrap=True)
        for each in one.addressees:
            out.print(f"    {body_of(each)}: {each.answer or 'no answer yet'}", markup=False, soft_wrap=True)
    if not found and not as_json:
        out.print("There are no calls yet.")


def remind(
    due: DueOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remind, in all open calls, those who have not answered. Safe to run as often as you like."""
    require_due(due, "a call")
    start_django(data)
    from bordermark.contributions.calls import calling

    reminding.remind(calling.remind_due, as_json)
