using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Definitions;

/// <summary>One of the seven stages.</summary>
/// <param name="Number">1 to 7; approvals follow this order, work need not.</param>
/// <param name="Aliases">Other spellings in the source (M137, M149).</param>
/// <param name="Goal">Only stage 7 has one (M162).</param>
public sealed record StageDefinition(
    [property: Range(1, 7)] int Number,
    string Code,
    Wording Title,
    IReadOnlyList<Wording> Aliases,
    Wording Task,
    Wording Result,
    [property: MinLength(1)] IReadOnlyList<ActivityDefinition> Activities,
    GateDefinition Gate,
    IReadOnlyList<string> Rows,
    Wording? Goal = null)
{
    /// <summary>The items of all activities, in the order of the road map.</summary>
    [JsonIgnore]
    public IEnumerable<ItemDefinition> Items => Activities.SelectMany(activity => activity.Items);
}

/// <summary>A container of road map items; its code is "A{stage}.{n}".</summary>
public sealed record ActivityDefinition(
    string Code, Wording Title, [property: MinLength(1)] IReadOnlyList<ItemDefinition> Items, IReadOnlyList<string> Rows);

/// <summary>One numbered line of the road map; its code is "{stage}.{activity}.{n}".</summary>
/// <param name="Documented">Completion must name at least one document in force.</param>
/// <param name="Documents">Codes of the expected documents; usual but not demanded when the item is not documented.</param>
/// <param name="Channel">The outreach channel this item stands for (M91..M96).</param>
/// <param name="Months">When it is usually done; null when the definition does not say.</param>
/// <param name="SettledBy">The recorded fact after which it is settled by itself; null for an item that a person settles.</param>
public sealed record ItemDefinition(
    string Code, Wording Title, bool Documented, IReadOnlyList<string> Documents, IReadOnlyList<string> Rows, string? Channel = null,
    MonthsOfItem? Months = null, SettledBy? SettledBy = null)
{
    /// <summary>The number of its stage: the first part of its code.</summary>
    [JsonIgnore]
    public int Stage => Code[0] - '0';

    /// <summary>The code of its activity.</summary>
    [JsonIgnore]
    public string Activity => $"A{Code[..Code.LastIndexOf('.')]}";
}

/// <summary>A kind of recorded fact that settles an item of the road map.</summary>
public enum SettlingFact
{
    /// <summary>A document of the kind <see cref="SettledBy.Of"/> is in force.</summary>
    Document,

    /// <summary>Outreach was held over the item's channel.</summary>
    Outreach,

    /// <summary>The survey of needs is concluded.</summary>
    NeedsSurvey,

    /// <summary>The administrative meeting was held.</summary>
    AdministrativeMeeting,

    /// <summary>A wave of applications of <see cref="SettledBy.Of"/> (mentees or mentors) is closed and was answered.</summary>
    Applications,

    /// <summary>An information event for mentors was held.</summary>
    MentorsInformed,

    /// <summary>An expert for the training is engaged.</summary>
    Expert,

    /// <summary>Methodical materials are prepared.</summary>
    TrainingMaterials,

    /// <summary>The training plan is approved.</summary>
    TrainingPlan,

    /// <summary>A wave of satisfaction is closed and was answered.</summary>
    SatisfactionSurvey,

    /// <summary>Each pair and group that works, or has come to its end, held a meeting of the kind <see cref="SettledBy.Of"/>.</summary>
    Meetings,

    /// <summary>The monitoring of the kind <see cref="SettledBy.Of"/> is concluded.</summary>
    Monitoring,

    /// <summary>A letter of thanks was issued.</summary>
    Letter,

    /// <summary>Results were published.</summary>
    Publication,

    /// <summary>A competition was held.</summary>
    Competition,
}

/// <summary>The recorded fact that settles an item.</summary>
/// <param name="Of">Code of a document, kind of a meeting or monitoring, or side of applications; null for the other facts.</param>
public sealed record SettledBy(SettlingFact Fact, string? Of = null);

/// <summary>Months of a programme, from the source's road map (M84 to M176): 0 is the month in which the programme starts.</summary>
public sealed record MonthsOfItem([property: Range(0, 60)] int From, [property: Range(0, 60)] int To);

/// <summary>The conditions for the approval of a stage.</summary>
/// <param name="Criteria">Checked by rules of this version.</param>
/// <param name="Announced">Not checked by this version; listed so that a school can prepare for a later one.</param>
public sealed record GateDefinition(
    [property: MinLength(1)] IReadOnlyList<CriterionDefinition> Criteria, IReadOnlyList<AnnouncedCriterion> Announced);

/// <summary>A criterion of a gate.</summary>
/// <param name="Rule">Name and version of the code that decides it, such as "document.in-force/1"; a released one never changes.</param>
/// <param name="Parameters">A text is a list of one.</param>
public sealed record CriterionDefinition(
    string Code,
    string Rule,
    CriterionMode Mode,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Parameters,
    Wording Title,
    IReadOnlyList<string> Rows)
{
    /// <summary>The values of a parameter; empty when it is not given.</summary>
    public IReadOnlyList<string> Values(string parameter) => Parameters.GetValueOrDefault(parameter, []);

    /// <summary>The value of a parameter that the rule requires.</summary>
    /// <exception cref="InvalidOperationException">The parameter has not exactly one value.</exception>
    public string Value(string parameter) => Values(parameter).Single();
}

/// <summary>A criterion without a rule; a later version will have one.</summary>
public sealed record AnnouncedCriterion(string Code, CriterionMode Mode, Wording Title, IReadOnlyList<string> Rows);

/// <summary>Whether a stage can be approved without its criterion.</summary>
public enum CriterionMode
{
    /// <summary>Must be met and cannot be waived.</summary>
    Blocking,

    /// <summary>May be waived with a reason.</summary>
    Waivable,
}
