"""What a workbook says to the person who fills it in, in six languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a workbook in one language. ``{type}``, ``{code}`` and ``{label}`` are filled in."""

    sheet: str
    read_me: tuple[str, ...]
    text: str
    listed: str
    whole: str
    number: str
    flag: str
    date: str
    one_of: str
    some_of: str
    required: str
    withdraw: str
    columns: tuple[str, str, str]


WORDS: Final[Mapping[str, Words]] = {
    "en": Words(
        "Read me",
        ("How to fill in this workbook: {type}",
         "Write one record a row, from row 3 of the sheet {type}. Row 1 names the columns: leave it as it is. "
         "Row 2 says what is expected.",
         "Columns whose name is bold and ends with * must be filled. A note on each name says what it means.",
         "Where there is a list, choose from it, or write the code or the label in any of the six languages.",
         "Several values stand in one cell with a semicolon between them. Write \\; for a semicolon inside a value.",
         "Dates: 2012, 2012-07 or 2012-07-18, as exactly as is known. Formulas are not accepted.",
         "To correct a record, keep its id. To withdraw one, write yes under _withdraw. Rows that you delete change "
         "nothing.",
         "Before anything is kept you are shown what would change."),
        "text", "texts with ; between", "whole number", "number", "yes or no", "YYYY, YYYY-MM or YYYY-MM-DD",
        "one from the list", "from the list, with ; between", "required", "yes, to withdraw the record",
        ("Column", "What is expected", "What it means")),
    "fr": Words(
        "Lisez-moi",
        ("Comment remplir ce classeur : {type}",
         "Écrivez une fiche par ligne, à partir de la ligne 3 de la feuille {type}. La ligne 1 nomme les colonnes : ne "
         "la changez pas. La ligne 2 dit ce qui est attendu.",
         "Les colonnes dont le nom est en gras et finit par * doivent être remplies. Une note sur chaque nom dit ce "
         "qu’il signifie.",
         "Là où il y a une liste, choisissez-y, ou écrivez le code ou le libellé dans l’une des six langues.",
         "Plusieurs valeurs tiennent dans une cellule, séparées par un point-virgule. Écrivez \\; pour un "
         "point-virgule à l’intérieur d’une valeur.",
         "Dates : 2012, 2012-07 ou 2012-07-18, aussi exactement qu’on les connaît. Les formules ne sont pas acceptées.",
         "Pour corriger une fiche, gardez son identifiant. Pour la retirer, écrivez yes sous _withdraw. Les lignes que "
         "vous supprimez ne changent rien.",
         "Avant que quoi que ce soit ne soit conservé, on vous montre ce qui changerait."),
        "texte", "textes séparés par ;", "nombre entier", "nombre", "yes ou no", "AAAA, AAAA-MM ou AAAA-MM-JJ",
        "un élément de la liste", "éléments de la liste, séparés par ;", "obligatoire", "yes, pour retirer la fiche",
        ("Colonne", "Ce qui est attendu", "Ce que cela signifie")),
    "es": Words(
        "Léame",
        ("Cómo rellenar este libro: {type}",
         "Escriba un registro por fila, desde la fila 3 de la hoja {type}. La fila 1 nombra las columnas: no la "
         "cambie. La fila 2 dice lo que se espera.",
         "Las columnas cuyo nombre está en negrita y termina en * son obligatorias. Una nota en cada nombre dice qué "
         "significa.",
         "Donde hay una lista, elija de ella, o escriba el código o la etiqueta en cualquiera de los seis idiomas.",
         "Varios valores caben en una celda, separados por punto y coma. Escriba \\; para un punto y coma dentro de un "
         "valor.",
         "Fechas: 2012, 2012-07 o 2012-07-18, con la exactitud con que se conozcan. No se aceptan fórmulas.",
         "Para corregir un registro, conserve su id. Para retirarlo, escriba yes bajo _withdraw. Las filas que elimine "
         "no cambian nada.",
         "Antes de guardar nada se le muestra lo que cambiaría."),
        "texto", "textos separados por ;", "número entero", "número", "yes o no", "AAAA, AAAA-MM o AAAA-MM-DD",
        "uno de la lista", "de la lista, separados por ;", "obligatorio", "yes, para retirar el registro",
        ("Columna", "Lo que se espera", "Lo que significa")),
    "ru": Words(
        "Прочтите",
        ("Как заполнить эту книгу: {type}",
         "Одна запись в строке, начиная со строки 3 листа {type}. В строке 1 названия столбцов: не меняйте её. "
         "В строке 2 сказано, что ожидается.",
         "Столбцы, название которых набрано полужирным и кончается знаком *, обязательны. В примечании к названию "
         "сказано, что оно значит.",
         "Где есть список, выберите из него или напишите код либо название на любом из шести языков.",
         "Несколько значений стоят в одной ячейке через точку с запятой. Точку с запятой внутри значения пишите \\;.",
         "Даты: 2012, 2012-07 или 2012-07-18, с той точностью, с какой известны. Формулы не принимаются.",
         "Чтобы исправить запись, сохраните её id. Чтобы отозвать, напишите yes под _withdraw. Удалённые строки ничего "
         "не меняют.",
         "Прежде чем что-либо сохранить, вам покажут, что изменится."),
        "текст", "тексты через ;", "целое число", "число", "yes или no", "ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД",
        "одно из списка", "из списка, через ;", "обязательно", "yes, чтобы отозвать запись",
        ("Столбец", "Что ожидается", "Что это значит")),
    "zh": Words(
        "说明",
        ("如何填写本工作簿：{type}",
         "从工作表 {type} 的第3行起，每行填写一条记录。第1行是列名，请勿更改。第2行说明应填内容。",
         "列名为粗体并以 * 结尾的必须填写。列名上的批注说明其含义。",
         "有列表的地方请从中选择，或写代码，或写六种语言中任一种的名称。",
         "一个单元格可写多个值，用分号隔开。值内的分号写作 \\;。",
         "日期：2012、2012-07 或 2012-07-18，按已知的精确程度填写。不接受公式。",
         "更正记录时请保留其 id。撤回记录时在 _withdraw 列写 yes。删除的行不会改变任何内容。",
         "保存之前，会先向您显示将要更改的内容。"),
        "文本", "文本，用 ; 隔开", "整数", "数字", "yes 或 no", "YYYY、YYYY-MM 或 YYYY-MM-DD",
        "从列表中选一项", "从列表中选，用 ; 隔开", "必填", "填 yes 撤回该记录",
        ("列", "应填内容", "含义")),
    "ar": Words(
        "اقرأني",
        ("كيفية ملء هذا المصنف: {type}",
         "اكتب سجلا واحدا في كل صف، ابتداء من الصف 3 في الورقة {type}. الصف 1 يسمي الأعمدة فلا تغيره. والصف 2 يبين "
         "المطلوب.",
         "الأعمدة التي اسمها بخط غليظ وينتهي بالعلامة * يجب ملؤها. وتبين الملاحظة على كل اسم معناه.",
         "حيث توجد قائمة، اختر منها، أو اكتب الرمز أو التسمية بأي من اللغات الست.",
         "توضع عدة قيم في خلية واحدة تفصل بينها الفاصلة المنقوطة ;. واكتب \\; لفاصلة منقوطة داخل القيمة.",
         "التواريخ: 2012 أو 2012-07 أو 2012-07-18 بقدر ما هو معروف. ولا تقبل الصيغ الحسابية.",
         "لتصحيح سجل احتفظ بمعرفه id. ولسحبه اكتب yes تحت _withdraw. والصفوف التي تحذفها لا تغير شيئا.",
         "قبل حفظ أي شيء يعرض عليك ما سيتغير."),
        "نص", "نصوص تفصل بينها ;", "عدد صحيح", "عدد", "yes أو no", "YYYY أو YYYY-MM أو YYYY-MM-DD",
        "واحد من القائمة", "من القائمة، تفصل بينها ;", "مطلوب", "yes لسحب السجل",
        ("العمود", "المطلوب", "المعنى")),
}
"""By language code. Translated by machine, not reviewed."""
