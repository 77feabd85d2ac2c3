"""Where things stand, and the Python that has the peers."""
import hashlib, os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHARED = os.environ.get("SHARED") or os.path.join(ROOT, "..", "shared")
WORK = os.path.join(ROOT, "target", "compare")
LANGUAGE = os.path.join(ROOT, "languages", "bg")
OWN_CORPUS = os.path.join(LANGUAGE, "corpus", "articles")
KAVICHKI = os.path.join(ROOT, "target", "release", "kavichki")
REQUIREMENTS = os.path.join(HERE, "requirements.txt")


def digest(*parts):
    """Sixteen hexadecimal digits that stand for the parts, strings or bytes."""
    whole = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:16]


def content(path):
    with open(path, "rb") as file:
        return file.read()


def with_peers():
    """Goes on under the virtual environment that has the peers, which it makes if it is missing or older than the requirements."""
    venv = os.path.join(WORK, "venv")
    python = os.path.join(venv, "bin", "python")
    stamp = os.path.join(venv, "requirements")
    wanted = digest(content(REQUIREMENTS))
    if not os.path.exists(stamp) or content(stamp).decode() != wanted:
        print("installing the peers into target/compare/venv", file=sys.stderr, flush=True)
        os.makedirs(WORK, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", REQUIREMENTS], check=True)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted)
    if os.path.realpath(sys.prefix) != os.path.realpath(venv):
        # One thread each: several trainings run side by side.
        threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}
        os.execve(python, [python, *sys.argv], {**os.environ, **threads})


def built_kavichki():
    """Builds the command line, so that what is measured is what the sources say."""
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    return KAVICHKI
