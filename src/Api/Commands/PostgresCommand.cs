namespace MentorshipFlow.Api.Commands;

/// <summary><c>postgres</c>: finds PostgreSQL, or installs it as root, as the server would at its start; the tests ask for it first.</summary>
internal static class PostgresCommand
{
    public static Command Command { get; } = new("postgres", "finds PostgreSQL, or installs it as root, and prints its program folder", [], [], 0, Run);

    private static async Task<int> Run(Arguments arguments, CancellationToken stop)
    {
        var binaries = await PrivateLedger.Binaries(stop);
        Console.Out.WriteLine($"PostgreSQL {binaries.Major} in {binaries.Folder}");
        return ExitCode.Done;
    }
}
