namespace MentorshipFlow.Api.Commands;

/// <summary>Exit codes. The numbers are part of the product, because scripts test them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The command failed, or the checked file or ledger is broken; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>PostgreSQL is not installed; the one command that installs it was printed.</summary>
    public const int NoPostgres = 3;

    /// <summary>Another program listens on the port.</summary>
    public const int PortInUse = 4;

    /// <summary>The ledger does not match the checkpoints in the safe: it is shorter, or a different one.</summary>
    public const int NotTheLedger = 5;

    /// <summary>Interrupted before completion: 128 + SIGINT, as in shells.</summary>
    public const int Interrupted = 130;
}
