"""导入数据文件: files, codes to compare, preview, result."""
