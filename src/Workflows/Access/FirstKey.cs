using MentorshipFlow.Organisations;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Vault;

namespace MentorshipFlow.Workflows.Access;

/// <summary>
/// The operator's organisation and its first key, made once from the command line, because nobody else may issue a key yet.
/// </summary>
public sealed class FirstKey(OrganisationEngine organisations, AccessKeys keys, Secrets secrets, TimeProvider clock)
{
    /// <summary>The organisation that runs this installation. There is one per ledger, so its id is fixed.</summary>
    public static readonly Guid Operator = new("00000000-0000-8000-8000-000000000001");

    /// <summary>The idempotency key of this command. The ledger accepts it once, for ever.</summary>
    public const string CommandId = "first-key";

    /// <summary>Issues the key to a person; false when a first key was issued before.</summary>
    /// <exception cref="NotDecidedException">The database did not answer; the same key may be tried again.</exception>
    public async Task<bool> Issue(NewKey key, Guid person, CancellationToken stop)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var issued = new Issued(new(person, null, Role.Operator), today);
        await organisations.Decide(
            Operator, new OrganisationCommand.CreateOrganisation(Operator, new("MentorshipFlow"), OrganisationKind.Operator, "Etc/UTC"),
            Context("first-organisation", issued), stop);
        var context = Context($"{CommandId} {key.Id} {person}", issued) with
            { CommandId = CommandId, SideWrites = [keys.Row(key, Operator, person, null)] };
        var outcome = await organisations.Decide(Operator, new OrganisationCommand.IssueKey(key.Id, person, null, [Role.Operator]),
            context, stop);
        return outcome switch
        {
            Outcome<Organisation>.Done => true,
            Outcome<Organisation>.KeyReused => false,
            _ => throw new NotDecidedException(CommandId, outcome.GetType().Name),
        };
    }

    private CommandContext Context(string request, Issued issued) =>
        new(Operator, request, secrets.Fingerprint(request), issued, DryRun: false, []);
}
