"""Start of the program."""

import sys


def main() -> int:
    """Print how the program is called."""
    print("用法：zjmz 命令 [选项]", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
