"""导入其他表格: the wizard for tables of other programs."""
