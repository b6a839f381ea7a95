using System.CommandLine;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>postgres</c>: finds PostgreSQL, or installs it as root, like <c>serve</c>; <c>ops/test</c> calls it first.</summary>
internal static class PostgresCommand
{
    public static Command Create()
    {
        var command = new Command("postgres", "Find PostgreSQL, or install it as root, and print its program folder");
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var binaries = await PostgresPrograms.FindOrInstall(stop);
        Console.Out.WriteLine($"PostgreSQL {binaries.Major} in {binaries.Folder}");
        return ExitCode.Done;
    }
}
