using System.Text.Json;
using System.Text.Json.Serialization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A stage as the programme's tag sees it.</summary>
public sealed record HeaderStage(int Number, StageStatus Status, int Round, bool NeedsReconfirmation, DateOnly? WorkOpenedOn);

/// <summary>
/// What somebody looks at who decides about a programme as a whole. The work inside it may go on meanwhile: facts, documents and settled
/// road
/// map items take no part.
/// </summary>
/// <param name="Roadmap">Which version of the road map is approved; 0 before the first.</param>
/// <param name="Plan">
/// SHA-256 over the RFC 8785 JSON of the road map's items as they are planned now; null before the first. Another version takes the place
/// of every date in it.
/// </param>
/// <param name="Certificate">The one in force.</param>
public sealed record ProgrammeHeader(
    Guid Id, ProgrammeStatus Status, DefinitionReference Definition, SecondApproverPolicy SecondApprover, string SchoolYear,
    InstitutionalText Title, InstitutionalText Goal,
    IReadOnlyList<CuratorTerm> Curators, IReadOnlyList<HeaderStage> Stages, int Roadmap, string? Plan, Guid? Certificate)
{
    /// <summary>The header of a drafted programme.</summary>
    public static ProgrammeHeader Of(Guid id, Programme state) => new(
        id, state.Status, state.Definition!, state.SecondApprover, state.Charter!.SchoolYear, state.Charter.Title, state.Charter.Goal,
        state.Preparation.Curators,
        [.. state.Gates.Stages.Select(s => new HeaderStage(s.Number, s.Status, s.Round, s.NeedsReconfirmation, s.WorkOpenedOn))],
        state.Preparation.Roadmap?.Version ?? 0,
        PlanOf(state.Preparation.Roadmap), state.Certification.InForce);

    /// <summary>What If-Match must name to decide about the programme as a whole.</summary>
    [JsonIgnore]
    public Tagged Tagged => new("programme", this);

    private static string? PlanOf(RoadmapState? roadmap) =>
        roadmap is null ? null : Hash.Of(JsonSerializer.SerializeToUtf8Bytes(
            roadmap.Items.Values.Select(i => i.Plan), CanonicalJson.Options)).ToString();
}
