namespace MentorshipFlow.Workflows.Cluster;

/// <summary>One server per data folder: an advisory lock on its file <c>lock</c>, gone with the process that holds it.
/// The handle is close-on-exec, so a PostgreSQL that outlives its server does not keep it.</summary>
internal static class FolderLock
{
    public static FileStream Take(ClusterFolder folder)
    {
        try
        {
            return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(folder.LockFile))
        {
            throw new ClusterFaultException(ClusterFault.FolderInUse(folder.FullPath));
        }
    }
}
