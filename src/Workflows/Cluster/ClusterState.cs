namespace MentorshipFlow.Workflows.Cluster;

/// <summary>What the supervised PostgreSQL is doing now.</summary>
public abstract record ClusterState
{
    private ClusterState() { }

    /// <summary>Started or adopted, recovering perhaps, and not yet answering.</summary>
    public sealed record Starting : ClusterState;

    /// <summary>A query was answered since the last start, and the postmaster lives.</summary>
    public sealed record Up : ClusterState;

    /// <summary>It ended and will be started again.</summary>
    /// <param name="Reason">The last telling line of its log.</param>
    public sealed record Down(string Reason) : ClusterState;

    /// <summary>It was told to stop; the last state.</summary>
    public sealed record Stopping : ClusterState;
}
