"""The validation round: findings put to the entities concerned, and what these say."""
