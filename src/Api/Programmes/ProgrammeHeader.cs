using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MentorshipFlow.Api.Http;
using MentorshipFlow.Definitions;
using MentorshipFlow.Ledger;
using MentorshipFlow.Programmes;
using MentorshipFlow.Programmes.Gates;
using MentorshipFlow.Programmes.Preparation;

namespace MentorshipFlow.Api.Programmes;

/// <summary>A stage as the programme's tag sees it.</summary>
public sealed record HeaderStage(int Number, StageStatus Status, int Round, bool NeedsReconfirmation);

/// <summary>
/// What somebody looks at who decides about a programme as a whole. The work inside it may go on meanwhile: facts, documents and road map
/// items take no part.
/// </summary>
/// <param name="Roadmap">Which version of the road map is approved; 0 before the first.</param>
/// <param name="Certificate">The one in force.</param>
public sealed record ProgrammeHeader(
    Guid Id, ProgrammeStatus Status, DefinitionReference Definition, SecondApproverPolicy SecondApprover, string SchoolYear, InstitutionalText Title, InstitutionalText Goal,
    IReadOnlyList<CuratorTerm> Curators, IReadOnlyList<HeaderStage> Stages, int Roadmap, Guid? Certificate)
{
    /// <summary>The header of a drafted programme.</summary>
    public static ProgrammeHeader Of(Guid id, Programme state) => new(
        id, state.Status, state.Definition!, state.SecondApprover, state.Charter!.SchoolYear, state.Charter.Title, state.Charter.Goal, state.Preparation.Curators,
        [.. state.Gates.Stages.Select(s => new HeaderStage(s.Number, s.Status, s.Round, s.NeedsReconfirmation))], state.Preparation.Roadmap?.Version ?? 0, state.Certification.InForce);

    /// <summary>The programme's ETag: SHA-256, 64 lower hex digits, over "mentorshipflow programme v1\n" and the RFC 8785 JSON of this header.</summary>
    [JsonIgnore]
    public string Tag => Hash.Of(Encoding.UTF8.GetBytes($"mentorshipflow programme v1\n{JsonSerializer.Serialize(this, CanonicalJson.Options)}")).ToString();

    /// <summary>Each member that differs, before and after.</summary>
    public static IReadOnlyList<HeaderChange> Between(ProgrammeHeader before, ProgrammeHeader after)
    {
        var (from, to) = (Json(before), Json(after));
        return [.. to.Where(m => !JsonNode.DeepEquals(from[m.Key], m.Value)).Select(m => new HeaderChange(m.Key, from[m.Key]?.DeepClone(), m.Value?.DeepClone()))];
    }

    private static JsonObject Json(ProgrammeHeader header) => (JsonObject)JsonSerializer.SerializeToNode(header, ApiJson.Options)!;
}

/// <summary>One member of the header that is not what was seen.</summary>
public sealed record HeaderChange(string Member, JsonNode? Before, JsonNode? After);
