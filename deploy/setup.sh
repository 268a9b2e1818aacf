# Sourced by the other scripts. Its functions install what is missing on Debian, and build. They report what they do, and skip what is done.

CONFIGURATION=Release

fail() { printf 'error: %s\n' "$1" >&2; exit 1; }

say() { printf '== %s\n' "$1" >&2; }

need_dotnet() {
  command -v dotnet >/dev/null || fail 'the .NET SDK 10 is missing: see https://learn.microsoft.com/dotnet/core/install/linux-debian (package dotnet-sdk-10.0)'
  case "$(dotnet --version)" in
    10.*) ;;
    *) fail "the .NET SDK 10 is needed, and dotnet is $(dotnet --version): see https://learn.microsoft.com/dotnet/core/install/linux-debian (package dotnet-sdk-10.0)" ;;
  esac
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null || fail 'Node.js 20 with npm is missing: see https://nodejs.org/en/download'
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 is needed, and node is $(node --version): see https://nodejs.org/en/download"
}

# need_packages NAME...: installs Debian packages.
need_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return

  say "installing ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "as root, run: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  command -v apt-get >/dev/null || fail "apt-get is missing: install ${missing[*]} by your system's own means"
  "${root[@]}" apt-get update -qq || fail "apt-get update failed; needed are: ${missing[*]}"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 \
    || fail "apt-get could not install: ${missing[*]}"
}

# The host starts its own redis-server. The one that Debian's package starts for the system is not used. The slate is written in Chinese too.
need_services() { need_packages ffmpeg redis-server fonts-noto-cjk; }

build_pages() {
  local web=Broadcast.Api/Web out=Broadcast.Api/wwwroot
  if [ ! -e "$web/node_modules/.package-lock.json" ] || [ "$web/package-lock.json" -nt "$web/node_modules/.package-lock.json" ]; then
    say 'installing npm packages'
    (cd "$web" && npm ci --no-audit --no-fund --loglevel=error >&2)
    touch "$web/node_modules/.package-lock.json"
  fi
  if [ ! -e "$out/index.html" ] || [ -n "$(find "$web" -path "$web/node_modules" -prune -o -type f -newer "$out/index.html" -print -quit)" ]; then
    say 'building the pages'
    (cd "$web" && npm run --silent build >&2)
  fi
}

# build PROJECT-OR-SOLUTION: builds in CONFIGURATION.
build() {
  say "building ${1%.*}"
  dotnet build "$1" -c "$CONFIGURATION" -v quiet -clp:NoSummary -nologo >&2
}
