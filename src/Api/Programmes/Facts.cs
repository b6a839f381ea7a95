using System.Text.Json;
using MentorshipFlow.Api.Decisions;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Preparation;
using MentorshipFlow.Workflows.Programmes;

namespace MentorshipFlow.Api.Programmes;

/// <summary>Facts of preparation: each kind is recorded at its own address; all are listed, voided and corrected in the same way.</summary>
internal sealed class Facts : UseCase
{
    /// <summary>One recorded fact; <c>fact</c> has the members of its kind.</summary>
    /// <param name="Kind">As in the address for recording it, such as <c>resources</c>.</param>
    public sealed record Answer(Guid Id, string Kind, object Fact);

    /// <param name="Kind">The kind of the fact; it cannot change.</param>
    /// <param name="Replacement">The correct fact, in the form of the kind's request.</param>
    public sealed record Correction(string Kind, PrivateText Reason, JsonElement Replacement) : Dated;

    public override void Map(IEndpointRouteBuilder routes)
    {
        foreach (var kind in FactKinds.All) kind.Map(routes);

        routes.ReadProgramme("/facts", About("listFacts", "Facts that count",
            "Neither voided nor corrected, in the order of their ids.") with
        {
            Roles = Takes.Reading, Answer = typeof(Paged<Answer>),
            Query = [.. Page.Query, new("kind", "Only facts of this kind.", "resources")],
        }, List);

        routes.Decide<ReasonRequest>("/facts/{fact}/void", About("voidFact", "Void a fact",
            "It was recorded by mistake and counts no more.") with { Example = ReasonRequest.Mistake },
            async (incoming, r) => new PreparationCommand.VoidFact(incoming.Id("fact"), await incoming.Seal(r.Reason)));

        routes.Decide<Correction>("/facts/{fact}/correction",
            About("correctFact", "Correct a fact", "Another fact of the same kind takes its place.") with
        {
            Example = new Correction("resources", new("Ошибка в названии."),
                JsonSerializer.SerializeToElement(FactKinds.Find("resources")!.Example, ApiJson.Options)),
        }, Correct);
    }

    private static Operation About(string name, string summary, string description) => new("Facts", name, summary, description, Takes.Work);

    private static IResult List(HttpContext http, ProgrammeFound found)
    {
        var asked = new Asked(http);
        var kind = asked.OneOf("kind", FactKinds.Names);
        if (asked.Problem is { } problem) return problem;
        var facts = found.State.Preparation.Facts.Values.Where(f => kind is null || FactKinds.Of(f).Name == kind);
        return Page.Answer(http, facts.Select(f => new Answer(f.Id, FactKinds.Of(f).Name, f)), f => f.Id, texts: true);
    }

    private static async Task<Built<ProgrammeCommand>> Correct(Incoming incoming, Correction r)
    {
        if (FactKinds.Find(r.Kind) is not { } kind) return Problems.Field("/kind", $"One of {string.Join(", ", FactKinds.Names)}.");
        var (request, problem) = JsonBody.Part(r.Replacement, kind.Request, "/replacement");
        if (request is null) return problem!;
        return new PreparationCommand.CorrectFact(incoming.Id("fact"), await kind.Build(incoming, request), await incoming.Seal(r.Reason));
    }
}
