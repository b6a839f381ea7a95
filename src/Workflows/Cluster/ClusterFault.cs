namespace MentorshipFlow.Workflows.Cluster;

/// <summary>Why the private cluster cannot be used, in words an operator can act on.</summary>
/// <param name="Code">Stable across releases: lower case words joined by hyphens.</param>
/// <param name="Sentence">What is the case, with the folder or version it concerns.</param>
/// <param name="WhatToDo">The next step, as a command where there is one.</param>
public sealed record ClusterFault(string Code, string Sentence, string WhatToDo)
{
    internal static ClusterFault NoBinaries => new(
        "no-binaries",
        $"PostgreSQL {PostgresBinaries.OldestMajor} or newer was not found.",
        $"Install it ({PostgresBinaries.CommandByHand}), or name its program folder in MF_PG_BIN.");

    internal static ClusterFault OtherSystem => new(
        "other-system",
        "The private cluster runs on Linux and macOS.",
        "Install PostgreSQL by hand and name its database in ConnectionStrings__Ledger.");

    internal static ClusterFault NoDatabaseUser(string user) => new(
        "no-database-user",
        $"PostgreSQL refuses to run as root, and there is no operating system user {user}.",
        $"useradd --system {user}");

    internal static ClusterFault FolderOutOfReach(string folder, string user, string because) => new(
        "folder-out-of-reach",
        $"The user {user} cannot enter {folder}. {because}".TrimEnd(),
        "Choose a folder that user can reach with --data, for instance " + ClusterFolder.DefaultPath + ".");

    internal static ClusterFault FolderNotOurs(string folder, string user) => new(
        "folder-not-ours",
        $"{folder} has contents and does not belong to the user {user}.",
        "Choose a new or empty folder with --data; its owner and mode will be set.");

    internal static ClusterFault NotADataFolder(string folder) => new(
        "not-a-data-folder",
        $"{folder} has contents, but no PG_VERSION: it was not made by this program, or it is damaged.",
        "Restore a backup into a new folder (ops/restore), or choose another folder with --data.");

    internal static ClusterFault OtherMajorVersion(string folder, string found, int running) => new(
        "other-major-version",
        $"{folder} was written by PostgreSQL {found}, and the programs found are of PostgreSQL {running}.",
        $"Back up with the old programs (MF_PG_BIN=/usr/lib/postgresql/{found}/bin ops/backup), then ops/restore into a new folder.");

    internal static ClusterFault FolderInUse(string folder) => new(
        "folder-in-use",
        $"Another server is using {folder}.",
        "Stop that server first, or choose another folder with --data.");

    internal static ClusterFault InitdbFailed(string output) => new(
        "initdb-failed",
        $"The new data folder could not be made: {output}",
        "Check the free space and the rights of the folder, then start again; the half-made folder is removed by itself.");

    internal static ClusterFault DoesNotStart(string reason, string logFolder) => new(
        "does-not-start",
        $"PostgreSQL does not start: {reason}",
        $"Read the newest file in {logFolder}.");
}

/// <summary>Carries a <see cref="ClusterFault"/> out of a start that cannot go on.</summary>
public sealed class ClusterFaultException(ClusterFault fault) : Exception($"{fault.Code}: {fault.Sentence} {fault.WhatToDo}")
{
    public ClusterFault Fault { get; } = fault;
}
