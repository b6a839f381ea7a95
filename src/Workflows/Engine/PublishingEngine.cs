using MentorshipFlow.Definitions;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Publishes definitions and questionnaires, including those that ship with the program: read, decide, append.</summary>
public sealed class PublishingEngine(StreamEngine<Publications> engine, TimeProvider clock)
{
    /// <summary>The fold of a stream of publications.</summary>
    public static Folding<Publications> Folding { get; } =
        new(Publications.None, (state, e, _) => state.Evolve(e), state => state.InOrder.Count);

    /// <summary>Publishes a version of a definition. The context's organisation is <see cref="DefinitionLibrary.Everybody"/>.</summary>
    public Task<Outcome<Publications>> Publish(Definition d, CommandContext context, CancellationToken stop) =>
        Decide(StreamNames.Definition(d.Code), new DefinitionEvent.DefinitionPublished(d.Code, d.Version, d.Sha256, d.Text), context, stop);

    /// <summary>Publishes a version of a questionnaire of the context's organisation.</summary>
    public Task<Outcome<Publications>> Publish(Questionnaire q, CommandContext context, CancellationToken stop) => Decide(
        StreamNames.Questionnaires(context.Organisation),
        new QuestionnaireEvent.QuestionnairePublished(q.Code, q.Version, q.Sha256, q.Text), context, stop);

    /// <summary>Publishes every shipped version that is not on the ledger yet.</summary>
    /// <exception cref="PublicationRefusedException">A published version has other bytes here.</exception>
    /// <exception cref="NotDecidedException">The database did not answer, or the ledger is forked; the next start tries again.</exception>
    public async Task PublishShipped(CancellationToken stop)
    {
        foreach (var text in DefinitionLibrary.Shipped) await PublishShipped(text, stop);
        foreach (var text in QuestionnaireLibrary.Shipped)
        {
            var q = QuestionnaireLibrary.Read(text);
            // The spaces keep this command id different from every client's idempotency key.
            var context = OfProgram($"publish questionnaire {q.Code} {q.Version}", q.Sha256);
            Published(await Publish(q, context, stop), context.CommandId);
        }
    }

    /// <summary>Publishes one version of a definition in the program's name; publishing the same bytes again changes nothing.</summary>
    /// <exception cref="PublicationRefusedException">The text has faults, or is not the next version of its code.</exception>
    /// <exception cref="NotDecidedException">The database did not answer, or the ledger is forked; the next start tries again.</exception>
    public async Task<Definition> PublishShipped(string definition, CancellationToken stop)
    {
        var read = DefinitionLibrary.Read(definition);
        var context = OfProgram($"publish definition {read.Code} {read.Version}", read.Sha256);
        Published(await Publish(read, context, stop), context.CommandId);
        return read;
    }

    private CommandContext OfProgram(string commandId, string fingerprint) => new(
        DefinitionLibrary.Everybody, commandId, fingerprint,
        new Issued(Actor.Program, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)), DryRun: false, []);

    private static void Published(Outcome<Publications> outcome, string commandId)
    {
        switch (outcome)
        {
            case Outcome<Publications>.Done or Outcome<Publications>.Refused { Refusal.Reason: Reason.NothingChanges }:
                return;
            case Outcome<Publications>.Refused { Refusal: var refusal }:
                var missing = string.Join(", ", refusal.Missing.Select(m => $"{m.What} {m.Where}"));
                throw new PublicationRefusedException($"{commandId}: {refusal.Code} {missing}", []);
            case Outcome<Publications>.KeyReused:
                throw new PublicationRefusedException($"{commandId}: published with other bytes", []);
            default:
                throw new NotDecidedException(commandId, outcome.GetType().Name);
        }
    }

    private Task<Outcome<Publications>> Decide(string stream, DomainEvent wanted, CommandContext context, CancellationToken stop) =>
        engine.Decide(stream, context, (state, _) => new(PublicationDecider.Decide(state, wanted)), _ => null, stop);
}
