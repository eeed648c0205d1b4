#!/bin/sh
# Puts Equity Workshop, as it lies in this folder, into the menu of your desktop.
# Run it again after moving the folder. Remove it with: ./add-to-menu.sh remove
set -eu
here=$(cd "$(dirname "$0")" && pwd)
entry="${XDG_DATA_HOME:-$HOME/.local/share}/applications/equity-workshop.desktop"
if [ "${1:-}" = remove ]; then
    rm -f "$entry"
    exit
fi
mkdir -p "$(dirname "$entry")"
cat > "$entry" <<END
[Desktop Entry]
Type=Application
Name=Equity Workshop
Comment=Runs a resource-equity workshop from one laptop
Comment[es]=Lleva un taller de equidad de recursos desde una sola computadora
Exec="$here/equity-workshop"
Icon=$here/equity-workshop.png
Terminal=false
Categories=Education;Office;
END
echo "Equity Workshop is in the menu: $entry"
