namespace MentorshipFlow.Api.Commands;

/// <summary>What a command leaves to the shell. The numbers are part of the product: scripts ask for them.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It could not be done, or what was checked is broken; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 2;

    /// <summary>PostgreSQL is not installed; the one command that installs it was printed.</summary>
    public const int NoPostgres = 3;

    /// <summary>Another program listens on the port.</summary>
    public const int PortInUse = 4;

    /// <summary>The ledger is not the one that the outside checkpoints speak of: shorter, or another.</summary>
    public const int NotTheLedger = 5;

    /// <summary>Interrupted before it was done, as shells count SIGINT.</summary>
    public const int Interrupted = 130;
}
