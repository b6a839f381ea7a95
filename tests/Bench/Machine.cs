using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace MentorshipFlow.Bench;

/// <summary>The machine on which the figures were measured.</summary>
internal static class Machine
{
    public static async Task<IReadOnlyDictionary<string, string>> Describe(string connection)
    {
        await using var database = NpgsqlDataSource.Create(connection);
        await using var version = database.CreateCommand("""
            select current_setting('server_version') || ', fsync ' || current_setting('fsync')
                || ', synchronous_commit ' || current_setting('synchronous_commit')
            """);
        var cpu = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?
                .Split(':')[1].Trim()
            : null;
        return new Dictionary<string, string>
        {
            ["processor"] = cpu ?? RuntimeInformation.ProcessArchitecture.ToString(),
            ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["memory_gb"] = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000).ToString(CultureInfo.InvariantCulture),
            ["system"] = RuntimeInformation.OSDescription,
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["postgresql"] = (string)(await version.ExecuteScalarAsync())!,
        };
    }
}
