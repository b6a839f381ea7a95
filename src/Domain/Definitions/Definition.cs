using System.Collections.Frozen;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace MentorshipFlow.Definitions;

/// <summary>
/// A programme as data: stages, activities, items, gates, forms, documents. Made by <see cref="DefinitionReader"/> only, so a value
/// of this type has passed every check of the reader. Rows are the rows of the product's checklist (M1..M176) and of its notes on
/// law (L..) and on traps (F..); they trace an element to its source and have no effect.
/// </summary>
public sealed record Definition
{
    [JsonConstructor]
    internal Definition() { }

    public required string Code { get; init; }

    /// <summary>From 1. A published version never changes; another wording is another version.</summary>
    [Range(1, int.MaxValue)]
    public required int Version { get; init; }

    public required Wording Title { get; init; }

    public required Wording Goal { get; init; }

    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>Ten in the target model (M51..M60).</summary>
    [MinLength(1)]
    public required IReadOnlyList<AimDefinition> Tasks { get; init; }

    /// <summary>Nine in the target model (M75..M83); not paired with the tasks.</summary>
    [MinLength(1)]
    public required IReadOnlyList<ResultDefinition> Results { get; init; }

    [MinLength(1)]
    public required IReadOnlyList<FormDefinition> Forms { get; init; }

    public required ContoursDefinition Contours { get; init; }

    /// <summary>The indicators that can be measured for a person (M114, M168).</summary>
    [MinLength(1)]
    public required IReadOnlyList<IndicatorDefinition> Indicators { get; init; }

    /// <summary>The target indicators of the region.</summary>
    public required IReadOnlyList<TargetDefinition> Targets { get; init; }

    [MinLength(1)]
    public required IReadOnlyList<OutreachChannelDefinition> OutreachChannels { get; init; }

    [JsonInclude, JsonRequired, JsonPropertyName("documents"), MinLength(1)]
    internal IReadOnlyList<DocumentDefinition> NumberedDocuments { get; init; } = [];

    [JsonInclude, JsonRequired]
    internal IReadOnlyList<OtherDocument> OtherDocuments { get; init; } = [];

    /// <summary>The numbered documents first, in the order of their numbers, then the others.</summary>
    [JsonIgnore]
    public IReadOnlyList<DocumentDefinition> Documents => ByCode.AllDocuments;

    /// <summary>Stages 1 to 7, in order.</summary>
    public required IReadOnlyList<StageDefinition> Stages { get; init; }

    public required DefinitionParameters Parameters { get; init; }

    /// <summary>Canonical JSON (RFC 8785) of the whole definition, as published in the ledger.</summary>
    [JsonIgnore]
    public string Text { get; internal init; } = "";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8: 64 lower-case hexadecimal digits.</summary>
    [JsonIgnore]
    public string Sha256 { get; internal init; } = "";

    [JsonIgnore]
    public DefinitionReference Reference => new(Code, Version, Sha256);

    private Codes ByCode => codes ??= new(this);

    // A copy with other wordings finds its own parts.
    private Codes? codes;

    /// <summary>The stage with this number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 1 to 7.</exception>
    public StageDefinition Stage(int number) => Stages[number - 1];

    /// <summary>The road map item with this code, such as "1.3.2"; null when there is none.</summary>
    public ItemDefinition? Item(string code) => ByCode.Items.GetValueOrDefault(code);

    /// <summary>The criterion of any gate with this code; null when there is none.</summary>
    public CriterionDefinition? Criterion(string code) => Stages.SelectMany(s => s.Gate.Criteria).FirstOrDefault(c => c.Code == code);

    /// <summary>The document with this code, numbered or not; null when there is none.</summary>
    public DocumentDefinition? Document(string code) => ByCode.Documents.GetValueOrDefault(code);

    /// <summary>The form of mentoring with this code; null when there is none.</summary>
    public FormDefinition? Form(string code) => Forms.FirstOrDefault(form => form.Code == code);

    /// <summary>
    /// The definition as a programme of an organisation shows it, with its name in the wordings. Text and digest stay as published.
    /// </summary>
    public Definition For(InstitutionalText organisation) => new OrganisationName(organisation).In(this);

    /// <summary>A copy with the name in every wording.</summary>
    internal Definition Reworded(OrganisationName name) => this with
    {
        Title = name.In(Title), Goal = name.In(Goal), Tasks = name.In(Tasks, name.In), Results = name.In(Results, name.In),
        Forms = name.In(Forms, name.In), Contours = name.In(Contours),
        Indicators = name.In(Indicators, i => i with { Title = name.In(i.Title) }),
        Targets = name.In(Targets, t => t with { Title = name.In(t.Title) }),
        OutreachChannels = name.In(OutreachChannels, c => c with { Title = name.In(c.Title) }),
        NumberedDocuments = name.In(NumberedDocuments, d => d with { Title = name.In(d.Title) }),
        OtherDocuments = name.In(OtherDocuments, d => d with { Title = name.In(d.Title) }),
        Stages = name.In(Stages, name.In), codes = null,
    };

    /// <summary>Two definitions are equal when their references are: the digest stands for every byte of the text.</summary>
    public bool Equals(Definition? other) => other is not null && other.Reference == Reference;

    public override int GetHashCode() => Reference.GetHashCode();

    private sealed record Codes(
        IReadOnlyList<DocumentDefinition> AllDocuments, FrozenDictionary<string, DocumentDefinition> Documents,
        FrozenDictionary<string, ItemDefinition> Items)
    {
        public Codes(Definition definition)
            : this(
                [.. definition.NumberedDocuments, .. definition.OtherDocuments
                    .Select(d => new DocumentDefinition(null, d.Code, d.Title, d.Kind, null, false, d.Rows))], definition)
        {
        }

        private Codes(IReadOnlyList<DocumentDefinition> documents, Definition definition)
            : this(
                documents, documents.DistinctBy(d => d.Code).ToFrozenDictionary(d => d.Code),
                definition.Stages.SelectMany(s => s.Items).DistinctBy(i => i.Code).ToFrozenDictionary(i => i.Code))
        {
        }
    }
}

/// <summary>The version that a programme is pinned to. Sha256 is that of the canonical text, 64 lower-case hexadecimal digits.</summary>
public sealed record DefinitionReference(string Code, int Version, string Sha256);

/// <summary>A task (T1..T10) of the model.</summary>
public record AimDefinition(string Code, string Ru, string En, IReadOnlyList<string> Rows)
{
    [JsonIgnore]
    public Wording Text => new(Ru, En);
}

/// <summary>Parameters of rules outside the gates.</summary>
/// <param name="LookAheadStages">How many stages beyond the first unapproved one may be worked on.</param>
/// <param name="LateEntryDays">Days between a fact and its record after which the record is flagged as late.</param>
/// <param name="SchoolYearStartMonth">The road map of the source runs from August to August (M88, M176).</param>
/// <param name="MinimalLearnerAge">Whole years (M50).</param>
/// <param name="YoungSpecialistYears">Whole years of work up to which a teacher is a young specialist (M6).</param>
/// <param name="AdultsNeedClearance">Whether adult mentors of learners need a clearance (L17).</param>
/// <param name="MatchingWeights">The parts of the score of a mentor and a mentee, each once, where a round has no others (M138).</param>
/// <param name="SatisfiedFrom">The lowest point of the scale that counts as satisfied: the certificate's τ.</param>
/// <param name="ExposureDays">Days of work after which a person's before and after are compared.</param>
/// <param name="StatisticalRetention">Whether measurements stay in the figures after the person's data were destroyed.</param>
public sealed record DefinitionParameters(
    [property: Range(0, 6)] int LookAheadStages,
    [property: Range(0, 366)] int LateEntryDays,
    [property: Range(1, 12)] int SchoolYearStartMonth,
    [property: Range(0, 18)] int MinimalLearnerAge,
    [property: Range(0, 50)] int YoungSpecialistYears,
    bool AdultsNeedClearance,
    [property: MinLength(1)] IReadOnlyList<ScoreWeight> MatchingWeights,
    [property: Range(1, 10)] int SatisfiedFrom,
    [property: Range(0, 366)] int ExposureDays,
    bool StatisticalRetention);
