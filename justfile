# Short names for what is done often: `just test`.

test:
    cargo test

lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

bench:
    cargo bench -p standoff-benches

# The comparison with other programs; `--help` says how to install them.
peers *words:
    python3 benches/peers/run.py {{words}}

# Rewrites the recorded screens and the console blocks of README and docs; read the difference.
record:
    STANDOFF_UPDATE=1 INSTA_UPDATE=always cargo test --test console --test screens --test manual

book:
    mdbook build docs
