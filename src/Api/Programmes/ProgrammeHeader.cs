using System.Text.Json;
using System.Text.Json.Serialization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>The part of a stage that the programme's tag covers.</summary>
public sealed record HeaderStage(int Number, StageStatus Status, int Round, bool NeedsReconfirmation, DateOnly? WorkOpenedOn);

/// <summary>
/// The part of a programme that decisions about the whole programme depend on. Facts, documents and settled road map items are not part of
/// it, so work on them may continue.
/// </summary>
/// <param name="Roadmap">The approved version of the road map; 0 before the first.</param>
/// <param name="Plan">SHA-256 over the RFC 8785 JSON of the road map's items as now planned; null before the first. A new version of the
/// road map replaces all its dates.</param>
/// <param name="Certificate">The certificate in force.</param>
/// <param name="Gone">Officers who have left the organisation.</param>
public sealed record ProgrammeHeader(
    Guid Id, ProgrammeStatus Status, DefinitionReference Definition, SecondApproverPolicy SecondApprover, string SchoolYear,
    InstitutionalText Title, InstitutionalText Goal,
    IReadOnlyList<CuratorTerm> Curators, IReadOnlyList<HeaderStage> Stages, int Roadmap, string? Plan, Guid? Certificate,
    IReadOnlyList<Guid> Gone)
{
    /// <summary>The header of a drafted programme.</summary>
    public static ProgrammeHeader Of(Guid id, Programme state) => new(
        id, state.Status, state.Definition!, state.SecondApprover, state.Charter!.SchoolYear, state.Charter.Title, state.Charter.Goal,
        state.Preparation.Curators,
        [.. state.Gates.Stages.Select(s => new HeaderStage(s.Number, s.Status, s.Round, s.NeedsReconfirmation, s.WorkOpenedOn))],
        state.Preparation.Roadmap?.Version ?? 0,
        PlanOf(state.Preparation.Roadmap), state.Certification.InForce, [.. state.Preparation.Gone.Keys]);

    /// <summary>The resource for If-Match of decisions about the whole programme.</summary>
    [JsonIgnore]
    public Tagged Tagged => new("programme", this);

    private static string? PlanOf(RoadmapState? roadmap) =>
        roadmap is null ? null : Hash.Of(JsonSerializer.SerializeToUtf8Bytes(
            roadmap.Items.Values.Select(i => i.Plan), CanonicalJson.Options)).ToString();
}
