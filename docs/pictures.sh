#!/usr/bin/env bash
# Makes the pictures of docs/gallery.md and README.md from real output, into docs/pictures/.
# Needs: cargo, chromium, poppler-utils (pdftoppm), fonts-dejavu (for a font of one's own).
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/docs/pictures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
cargo build --release --locked
liftpress=$PWD/target/release/liftpress

page() { # NAME PDF PAGE
    pdftoppm -r 64 -png -singlefile -f "$3" -l "$3" "$2" "$out/$1"
}
screen() { # NAME HTML#ANCHOR WIDTH,HEIGHT [--option]
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
        --window-size="$3" "${@:4}" --screenshot="$out/$1.png" "file://$2" >/dev/null 2>&1
}
# A site with the gallery's content and settings of its own.
site() { # NAME SETTINGS…
    mkdir -p "$work/$1/content"
    cp -r content/. "$work/$1/content"
    printf '%s\n' "title: Iron Works" "units: kg" "formats: [html, pdf]" "${@:2}" > "$work/$1/content/liftpress.yaml"
    "$liftpress" build -q "$work/$1" -o "$work/$1/output"
}

site plain
booklets=$work/plain/output/booklets
page cover "$booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 1
page overview "$booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 2
page two-days "$booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 3
page decisions "$booklets/sule-oernekoglu/top-single/booklet.pdf" 2
page set-structures "$booklets/sam-example/set-structures/booklet.pdf" 3
screen phone "$booklets/zoe-voorbeeld/backoff-wave/booklet.html#week-1-day-1" 360,720
screen dark "$booklets/zoe-voorbeeld/backoff-wave/booklet.html#week-1-day-1" 800,700 --blink-settings=preferredColorScheme=0

site sheet "layouts: [sheet]"
page sheet "$work/sheet/output/booklets/zoe-voorbeeld/backoff-wave/sheet.pdf" 1

site a5 "paper: a5"
page paper-a5 "$work/a5/output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 3

site accent 'accent: "#0b5f4b"'
page accent "$work/accent/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 2

site letter "paper: letter"
page paper-letter "$work/letter/output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 4

site labels "labels: {top_set: Work up to, backoff: Down sets}"
page labels "$work/labels/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 2

mkdir -p "$work/font/templates/fonts"
cp /usr/share/fonts/truetype/dejavu/DejaVuSerif*.ttf "$work/font/templates/fonts/"
site font "font: DejaVu Serif"
page font "$work/font/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 2

mkdir -p "$work/coach/content/assets"
cat > "$work/coach/content/assets/logo.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><g fill="#111"><rect x="4" y="17" width="112" height="6" rx="2"/><rect x="16" y="4" width="8" height="32" rx="2"/><rect x="28" y="9" width="6" height="22" rx="2"/><rect x="86" y="9" width="6" height="22" rx="2"/><rect x="96" y="4" width="8" height="32" rx="2"/></g></svg>
SVG
site coach "logo: assets/logo.svg" "coach: Kim Sample" "contact: kim@example.org"
page coach "$work/coach/output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 1

for language in de es; do
    site "$language" "language: $language"
    page "language-$language" "$work/$language/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 2
done

ls -l "$out"
