"""导出数据文件: for whom, what, where; then the files that lie ready."""
