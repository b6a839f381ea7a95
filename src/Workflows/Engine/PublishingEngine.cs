using MentorshipFlow.Definitions;
using MentorshipFlow.Publishing;
using MentorshipFlow.Workflows.Store;

namespace MentorshipFlow.Workflows.Engine;

/// <summary>Definitions and questionnaires of one's own, decided like everything else: read, decide, append.</summary>
public sealed class PublishingEngine(StreamEngine<Publications> engine)
{
    /// <summary>How a stream of publications folds.</summary>
    public static Folding<Publications> Folding { get; } = new(Publications.None, (state, e, _) => state.Evolve(e), state => state.InOrder.Count);

    /// <summary>Publishes a version of a definition. The context's organisation is <see cref="DefinitionLibrary.Everybody"/>.</summary>
    public Task<Outcome<Publications>> Publish(Definition d, CommandContext context, CancellationToken stop) =>
        Decide(StreamNames.Definition(d.Code), new DefinitionEvent.DefinitionPublished(d.Code, d.Version, d.Sha256, d.Text), context, stop);

    /// <summary>Publishes a version of a questionnaire of the context's organisation.</summary>
    public Task<Outcome<Publications>> Publish(Questionnaire q, CommandContext context, CancellationToken stop) =>
        Decide(StreamNames.Questionnaires(context.Organisation), new QuestionnaireEvent.QuestionnairePublished(q.Code, q.Version, q.Sha256, q.Text), context, stop);

    private Task<Outcome<Publications>> Decide(string stream, DomainEvent wanted, CommandContext context, CancellationToken stop) =>
        engine.Decide(stream, context, (state, _) => new(PublicationDecider.Decide(state, wanted)), _ => null, stop);
}
