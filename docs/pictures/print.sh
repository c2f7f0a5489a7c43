#!/usr/bin/env bash
# Makes the pictures of docs/pictures/print: each point of reading like print in xterm and in
# a VTE terminal, 80 columns above 160.
#
# Usage: docs/pictures/print.sh [POINT…]
# Needs: what tests/terminals/terminals.sh needs; MARSAD names the program if it is built
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
out=$root/docs/pictures/print
wanted=" $* "

if [ -z "${MARSAD:-}" ]; then
    cargo build --release --quiet --locked
    MARSAD=$root/target/release/marsad
fi
# shellcheck source=tests/terminals/terminals.sh
. tests/terminals/terminals.sh
paper='#faf5ee' ink_colour='#1a1a1a' size=11
settings=$work/.config/marsad/config.toml
mkdir -p "$(dirname "$settings")"
open=$(program open "exec '$MARSAD'")

# One point: its name, the settings, and the keys.
point() {
    local name=$1 terminal
    [ "$wanted" = "  " ] || [[ $wanted == *" $name "* ]] || return 0
    printf '%b' "$2" >"$settings"
    shift 2
    for terminal in xterm vte; do
        for columns in 80 160; do
            rm -rf "$MARSAD_LIBRARY"
            "$MARSAD" samples >/dev/null
            "$MARSAD" import docs/pictures/article.html >/dev/null
            rows=$((columns / 5 + 10))
            picture $terminal "$open" $columns "$@"
            convert "$out/$columns.png" -bordercolor black -border 1 -fuzz 2% -trim +repage \
                "$work/$columns.png"
            rm "$out/$columns.png"
        done
        convert "$work/80.png" "$work/160.png" -background white -gravity north -append \
            -colors 64 -define png:compression-level=9 "PNG8:$out/$name-$terminal.png"
    done
}

point justified 'language = "ar"\n[reading]\njustified = true\n' Return
point alone 'language = "ar"\n' Down Down Down Return z
point harakat 'language = "ar"\n[reading]\nline_spacing = 2\n' Return T z
point find 'language = "ar"\n' Return slash Arabic_alef Arabic_lam Arabic_meem Return
point links 'language = "ar"\n' Return G 1
point related 'language = "ar"\n' Down Return Tab Down Return Tab Down
point story 'language = "ar"\n' Down Down Down Down t
point comments 'language = "ar"\n' Return c Arabic_lam Arabic_yeh Arabic_lam Tab a at b Tab Tab Return
point notes 'language = "ar"\n' Return e Left Left Return Left Left Left
point typing 'language = "ar"\n' slash Arabic_khah Arabic_beh Arabic_ra space W H O
point dark 'theme = "dark"\nlanguage = "ar"\n' Down Return
point contrast 'theme = "contrast"\nlanguage = "ar"\n' Down Return
