namespace MentorshipFlow.Workflows.Cluster;

/// <summary>Where and how a private cluster runs. Only the folder is needed.</summary>
public sealed record PrivateClusterOptions(string DataFolder)
{
    /// <summary>The programs to use; null: <see cref="PostgresBinaries.Find()"/>.</summary>
    public PostgresBinaries? Binaries { get; init; }

    /// <summary>PostgreSQL settings beyond the built-in ones, or instead of them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Variables for PostgreSQL's environment, which is otherwise only PATH, LD_*, DYLD_* and TMPDIR; drills slow the disk with them.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A TCP port on 127.0.0.1 beside the socket, with a password made at each start; null: no TCP at all.</summary>
    public int? ListenPort { get; init; }

    internal int Port => ListenPort ?? 5432;
}
