# Real terminals under Xvfb, to be sourced: makes $work (a home of its own, gone at the
# end) and a screen, and gives `picture`, which opens a program in a terminal and takes its
# picture. The script that sources it sets $root (of the project) and $out (for pictures).
#
# Needs: xvfb xdotool x11-utils imagemagick fonts-dejavu-core procps, and for the terminals
#        xterm rxvt-unicode alacritty kitty xfce4-terminal konsole mlterm tmux dbus

work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

export HOME=$work XDG_RUNTIME_DIR=$work LANG=C.UTF-8 LC_ALL=C.UTF-8 TZ=UTC
export LIBGL_ALWAYS_SOFTWARE=1 MARSAD_LIBRARY=$work/library
unset TMUX STY VTE_VERSION KONSOLE_VERSION KITTY_WINDOW_ID MLTERM TERM_PROGRAM LC_TERMINAL

display=:$((RANDOM % 500 + 100))
Xvfb $display -screen 0 1600x1000x24 >/dev/null 2>&1 &
export DISPLAY=$display
for _ in $(seq 50); do xdpyinfo >/dev/null 2>&1 && break; sleep 0.1; done

# Size and looks of every terminal; a script may set others before it takes pictures.
columns=64 rows=26 size=18 font='DejaVu Sans Mono' ink_colour='#000000' paper='#ffffff'

# A program made of the line $2, named $1, for terminals that take no arguments.
program() {
    printf '#!/bin/sh\n%s\n' "$2" >"$work/$1"
    chmod +x "$work/$1"
    printf '%s\n' "$work/$1"
}

# Opens terminal $1 with program $2.
start() {
    local name=$1 program=$2
    case $name in *-tmux)
        echo 'set -g status off' >"$work/tmux.conf"
        program=$(program in-tmux \
            "exec tmux -u -f '$work/tmux.conf' -L marsad-\$\$ new-session '$program'")
        ;;
    esac
    case $name in
    xterm*) exec xterm -u8 -xrm 'XTerm*allowSendEvents: true' -fa "$font" -fs $size -bg "$paper" -fg "$ink_colour" \
        -geometry ${columns}x$rows+0+0 -e "$program" ;;
    urxvt) exec urxvt -fn "xft:$font:size=$size" -bg "$paper" -fg "$ink_colour" -geometry ${columns}x$rows+0+0 -e "$program" ;;
    alacritty) exec alacritty -o "font.normal.family=\"$font\"" -o font.size=$size \
        -o "colors.primary.background=\"$paper\"" -o "colors.primary.foreground=\"$ink_colour\"" \
        -o window.dimensions.columns=$columns -o window.dimensions.lines=$rows -e "$program" ;;
    kitty) exec kitty -o "font_family=$font" -o font_size=$size -o "background=$paper" -o "foreground=$ink_colour" \
        -o remember_window_size=no -o initial_window_width=${columns}c \
        -o initial_window_height=${rows}c "$program" ;;
    vte) exec dbus-run-session xfce4-terminal --disable-server --hide-menubar --hide-scrollbar \
        --color-bg="$paper" --color-text="$ink_colour" --font "$font $size" \
        --geometry ${columns}x$rows+0+0 -e "$program" ;;
    konsole) exec dbus-run-session konsole --hide-menubar --hide-tabbar --nofork \
        -p "Font=$font,$size" -p ColorScheme=BlackOnWhite -p ScrollBarPosition=2 \
        -p TerminalColumns=$columns -p TerminalRows=$rows -e "$program" ;;
    mlterm) exec mlterm --fontsize=$((size * 14 / 9)) --sbmod=none --bg="$paper" --fg="$ink_colour" \
        -g ${columns}x$rows -e "$program" ;;
    esac
}

# Waits until the screen shows text (in more shades than an empty window has) and holds still.
settle() {
    local last='' now shades
    for _ in $(seq 40); do
        sleep 0.5
        import -window root "$work/now.png"
        read -r shades now < <(identify -format '%k %#\n' "$work/now.png")
        [ "$shades" -gt 8 ] && [ "$now" = "$last" ] && return
        last=$now
    done
}

# Starts terminal $1 with program $2, presses the keys that follow, takes the picture $out/$3.
picture() {
    local name=$1 program=$2 file=$3 pid
    shift 3
    (start "$name" "$program") >"$work/log" 2>&1 &
    pid=$!
    settle
    # Without a window manager the window beneath the pointer has the keys.
    xdotool mousemove 300 300
    sleep 0.3
    if [ $# -gt 0 ]; then
        xdotool key --delay 200 "$@"
        sleep 1
        settle
    fi
    if xdotool search --onlyvisible --name '.' >/dev/null 2>&1; then
        import -window root "$out/$file.png"
    else
        rm -f "$out/$file.png"
    fi
    pkill -P "$pid" 2>/dev/null || true
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    [ -f "$out/$file.png" ]
}

