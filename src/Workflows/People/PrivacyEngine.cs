using MentorshipFlow.People;
using MentorshipFlow.Workflows.Engine;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.People;

/// <summary>Decides commands about an organisation's consent texts and signer policy: read, decide, append.</summary>
public sealed class PrivacyEngine(StreamEngine<OrganisationPrivacy> engine, StreamFold<OrganisationPrivacy> folds)
{
    /// <summary>The fold of an organisation's privacy stream.</summary>
    public static Folding<OrganisationPrivacy> Folding { get; } = new(OrganisationPrivacy.Empty,
        (state, e, recorded) => state.Evolve((PrivacyEvent)e, recorded.EffectiveOn), state => state.Version);

    /// <summary>The current texts and policy.</summary>
    public Task<OrganisationPrivacy> Find(Guid organisation, CancellationToken stop) =>
        folds.Current(StreamNames.Privacy(organisation), stop);

    /// <summary>Decides one command about the context's organisation.</summary>
    public Task<Outcome<OrganisationPrivacy>> Decide(PrivacyCommand command, CommandContext context, CancellationToken stop) =>
        engine.Decide(
            StreamNames.Privacy(context.Organisation), context, (state, _) => new(context.Precondition?.Invoke(state) is { } unfit ? unfit
                : PrivacyDecider.Decide(state, command, context.Issued)), _ => null, stop);
}
