#!/usr/bin/env bash
# Makes the pictures of docs/pages/gallery.md and README.md from real output. Writes them to docs/assets/.
# Needs: cargo, chromium, poppler-utils (pdftoppm), fonts-dejavu (for the picture of another font).
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/docs/assets
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
cargo build --release --locked
liftpress=$PWD/target/release/liftpress

page() { # NAME PDF PAGE
    pdftoppm -r 64 -png -singlefile -f "$3" -l "$3" "$2" "$out/$1"
}
page_with() { # NAME PDF WORDS: the first page with these words
    local page=1
    until pdftotext -f "$page" -l "$page" "$2" - | grep -qF "$3"; do page=$((page + 1)); done
    page "$1" "$2" "$page"
}
screen() { # NAME HTML WIDTH,HEIGHT [--option]: the first day of a booklet, on a screen
    local first=$work/$1.html
    sed 's|</head>|<style>main>:not(.weeks),.week~.week,.day~.day{display:none!important}</style></head>|' "$2" > "$first"
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
        --window-size="$3" "${@:4}" --screenshot="$out/$1.png" "file://$first" >/dev/null 2>&1
}
# Builds a site with the gallery's content and other settings.
site() { # NAME SETTINGS…
    mkdir -p "$work/$1/content"
    cp -r content/. "$work/$1/content"
    grep -vE '^(title|formats|paper|layouts):' content/liftpress.yaml > "$work/$1/content/liftpress.yaml"
    printf '%s\n' "title: Iron Works" "formats: [html, pdf]" "${@:2}" >> "$work/$1/content/liftpress.yaml"
    "$liftpress" build -q "$work/$1" -o "$work/$1/output"
}

site plain
booklets=$work/plain/output/booklets
page cover "$booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 1
page overview "$booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 2
page_with two-days "$booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 'how it felt'
page_with decisions "$booklets/sule-oernekoglu/top-single/booklet.pdf" 107.5
page_with set-structures "$booklets/sam-example/set-structures/booklet.pdf" 'how it felt'
screen phone "$booklets/zoe-voorbeeld/backoff-wave/booklet.html" 360,720
visitor() { # NAME PROGRAM NUMBERS WIDTH,HEIGHT: a program page, filled in
    chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" \
        --window-size="$4" --screenshot="$out/$1.png" "file://$work/plain/output/site/programs/$2/index.html#$3" >/dev/null 2>&1
}
visitor program backoff-wave 'unit=kg&squat=180&bench=117.5&deadlift=200x3+%40+8' 1180,820
screen dark "$booklets/zoe-voorbeeld/backoff-wave/booklet.html" 800,700 --blink-settings=preferredColorScheme=0

site sheet "layouts: [sheet]"
page sheet "$work/sheet/output/booklets/zoe-voorbeeld/backoff-wave/sheet.pdf" 1

site a5 "paper: a5"
page_with paper-a5 "$work/a5/output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 'how it felt'

site accent 'accent: "#0b5f4b"'
page_with accent "$work/accent/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 107.5

site letter "paper: letter"
page_with paper-letter "$work/letter/output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 'how it felt'

site labels "labels: {top_set: Work up to, backoff: Down sets}"
page_with labels "$work/labels/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 107.5

mkdir -p "$work/font/templates/fonts"
cp /usr/share/fonts/truetype/dejavu/DejaVuSerif*.ttf "$work/font/templates/fonts/"
site font "font: DejaVu Serif"
page_with font "$work/font/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 107.5

mkdir -p "$work/coach/content/assets"
cat > "$work/coach/content/assets/logo.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><g fill="#111"><rect x="4" y="17" width="112" height="6" rx="2"/><rect x="16" y="4" width="8" height="32" rx="2"/><rect x="28" y="9" width="6" height="22" rx="2"/><rect x="86" y="9" width="6" height="22" rx="2"/><rect x="96" y="4" width="8" height="32" rx="2"/></g></svg>
SVG
site coach "logo: assets/logo.svg" "coach: Kim Sample" "contact: kim@example.org"
page coach "$work/coach/output/booklets/zoe-voorbeeld/backoff-wave/booklet.pdf" 1

for language in de es; do
    site "$language" "language: $language"
    page_with "language-$language" "$work/$language/output/booklets/sule-oernekoglu/top-single/booklet.pdf" 107,5
done

ls -l "$out"
