//! The program `standoff`: see [`standoff::cli`].

fn main() -> std::process::ExitCode {
    standoff::cli::main()
}
