using System.CommandLine;
using MentorshipFlow.Workflows.Audit;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>clear-alarm</c>: the operator's decision that the ledger may go on, after everything was verified and found sound.</summary>
internal static class ClearAlarmCommand
{
    private static readonly Option<string> Reason = new("--reason")
    {
        HelpName = "TEXT",
        Description = "Which office decided, and what was done about the cause, without names of people; the ledger of every organisation "
            + "keeps it",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("clear-alarm", "Clear the alarm of a ledger that is sound again, so that decisions go on")
        {
            Reason, Places.DataOption, Places.SafeOption,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var reason = parsed.GetRequiredValue(Reason);
        if (string.IsNullOrWhiteSpace(reason)) throw new CommandFault(ExitCode.Usage, "reason-missing: --reason says nothing.");
        if (!InstitutionalText.IsValid(reason))
        {
            throw new CommandFault(
                ExitCode.Usage, $"reason-invalid: --reason has at most {InstitutionalText.MaxLength} characters, in one line.");
        }

        return await VerifyLedgerCommand.With(parsed, services => Clear(services, reason, stop), stop) ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task<bool> Clear(IServiceProvider services, string reason, CancellationToken stop)
    {
        var alarm = services.GetRequiredService<LedgerAlarm>();
        if (alarm.Fault is not { } fault)
        {
            Console.Out.WriteLine("no alarm is raised");
            return true;
        }

        if (!await VerifyLedgerCommand.Verify(services, stop)) return false;
        alarm.Decide(reason);
        // A running server may carry the decision out first.
        await services.GetRequiredService<AlarmClearing>().Finish(stop);
        if (alarm.Raised is not null)
        {
            throw new CommandFault(
                ExitCode.Failed, "alarm-raised-anew: a fault was found while the alarm was being cleared. It stays raised.");
        }

        Console.Out.WriteLine(FormattableString.Invariant($"cleared  {fault.Code} {fault.Position}"));
        return true;
    }
}
