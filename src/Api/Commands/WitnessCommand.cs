using System.CommandLine;
using MentorshipFlow.Workflows.Witnesses;

namespace MentorshipFlow.Api.Commands;

/// <summary><c>witness</c>: watches a ledger from another machine and cosigns its checkpoints, without its database.</summary>
internal static class WitnessCommand
{
    private static readonly Option<Uri> Url = new("--url")
    {
        HelpName = "URL", Description = "The address of the server", Required = true,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
            result.AddError($"address-invalid: {result.Tokens.Single().Value} is not an address such as https://mentoring.school.example.");
            return null;
        },
    };

    private static readonly Option<string> Access = Named("--access", "FILE", "The file with an access key of an auditor");
    private static readonly Option<string> KeyFile = Named("--key", "FILE", "The file of the witness's private key");
    private static readonly Option<string> State = Named("--state", "FILE", "The file of what the witness has seen and cosigned");
    private static readonly Option<string> Name = Named("--name", "NAME", "The witness's name, such as witness.region.example/w1");
    private static readonly Option<string> LedgerKey = Named("--ledger-key", "KEYLINE", "The ledger's public key, from elsewhere");
    private static readonly Option<bool> Once = new("--once") { Description = "One round" };

    private static readonly Option<int> Every = new("--every")
    {
        HelpName = "SECONDS", Description = "The time between two rounds", DefaultValueFactory = _ => 30,
    };

    public static Command Create()
    {
        var made = new Command("new", "Make key and state of a new witness, and print its public key") { Name, LedgerKey, KeyFile, State };
        made.SetAction(parsed => WitnessProgram.Make(
            parsed.GetRequiredValue(Name), parsed.GetRequiredValue(LedgerKey), parsed.GetRequiredValue(KeyFile),
            parsed.GetRequiredValue(State)));
        var command = new Command("witness", "Cosign a server's checkpoints on another machine, as long as its history only grows")
        {
            Url, Access, KeyFile, State, Every, Once, made,
        };
        command.SetAction((parsed, stop) => WitnessProgram.Run(
            new(parsed.GetRequiredValue(Url), parsed.GetRequiredValue(Access), parsed.GetRequiredValue(KeyFile),
                parsed.GetRequiredValue(State), parsed.GetValue(Once) ? null : TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(Every)))),
            stop));
        return command;
    }

    private static Option<string> Named(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Required = true };
}
