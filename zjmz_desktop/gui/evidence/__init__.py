"""Evidence (佐证材料) on screen: a card in each form, a dialog for a register's row."""
