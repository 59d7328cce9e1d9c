"""Feeds: records given to whoever harvests them (OAI-PMH 2.0), and harvested from whoever offers them."""
