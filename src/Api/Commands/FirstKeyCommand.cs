using System.CommandLine;
using MentorshipFlow.Workflows;
using MentorshipFlow.Workflows.Access;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>first-key</c>: creates the operator's first key, once. All other keys are issued through the API.</summary>
internal static class FirstKeyCommand
{
    public static Command Create()
    {
        var command = new Command("first-key", "Make and print the operator's first API key, once")
        {
            Places.DataOption, Places.SafeOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var places = Places.Of(parsed);
        await using var opened = await OpenedLedger.Open(Settings.Ledger, LedgerRoles.App, places.Data, mayMake: false, stop);
        await ForeignDatabase.DemandServable(opened.Connection, stop);
        var secrets = places.Open(ledgerIsNew: (await LedgerConnections.Head(opened.Connection, stop)).Size == 0);
        await using var services = new ServiceCollection().AddLogging().AddWorkflows(opened.Connection, secrets).BuildServiceProvider();
        var key = services.GetRequiredService<AccessKeys>().Make();
        var person = Guid.CreateVersion7(services.GetRequiredService<TimeProvider>().GetUtcNow());
        if (!await ActivatorUtilities.CreateInstance<FirstKey>(services).Issue(key, person, stop))
        {
            throw new CommandFault(
                ExitCode.Failed, "first-key-issued: this ledger had its first key before. Another one is made with it, through the API.");
        }

        Console.Out.WriteLine(key.Text);
        return ExitCode.Done;
    }
}
