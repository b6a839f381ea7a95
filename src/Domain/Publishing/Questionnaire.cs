using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using MentorshipFlow.Definitions;

namespace MentorshipFlow.Publishing;

/// <summary>The side that a wave asks. The influence is measured on both sides, so either may have an entry wave (F12).</summary>
public enum SurveyAudience
{
    /// <summary>Наставляемые и желающие ими стать.</summary>
    Mentees,

    /// <summary>Наставники и желающие ими стать.</summary>
    Mentors,
}

/// <summary>The version of a questionnaire that a wave is pinned to.</summary>
/// <param name="Sha256">Of the canonical text, 64 lower hex digits.</param>
public sealed record QuestionnaireReference(string Code, int Version, string Sha256);

/// <summary>How an item is answered.</summary>
public enum ItemKind
{
    /// <summary>A whole number from 1, the lowest, to 10, the highest.</summary>
    Scale,

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    YesNo,

    /// <summary>One of the item's options.</summary>
    Choice,

    /// <summary>Free text.</summary>
    Open,
}

/// <summary>One of the answers that an item offers.</summary>
public sealed record ItemOption(string Code, string Ru, string En)
{
    /// <summary>Both languages.</summary>
    [JsonIgnore]
    public Wording Text => new(Ru, En);
}

/// <summary>One question. Answers of different versions and questionnaires are compared by its code.</summary>
public sealed record QuestionnaireItem(string Code, ItemKind Kind, bool Required, Wording Text)
{
    [JsonInclude, JsonPropertyName("options"), MinLength(1), MaxLength(50)]
    internal IReadOnlyList<ItemOption>? ChoiceOptions { get; init; }

    /// <summary>For <see cref="ItemKind.Choice"/> and <see cref="ItemKind.YesNo"/>; empty for the others.</summary>
    [JsonIgnore]
    public IReadOnlyList<ItemOption> Options => Kind == ItemKind.YesNo ? YesOrNo : ChoiceOptions ?? [];

    /// <summary>The lowest point of the scale.</summary>
    public const int Lowest = 1;

    /// <summary>The highest point of the scale.</summary>
    public const int Highest = 10;

    private static IReadOnlyList<ItemOption> YesOrNo { get; } = [new("yes", "Да", "Yes"), new("no", "Нет", "No")];

    /// <summary>Whether this is the code of one of its options.</summary>
    public bool Offers(string choice) => Options.Any(o => o.Code == choice);
}

/// <summary>A questionnaire as data, one version of it. Made by <see cref="QuestionnaireReader"/> only, so it
/// has passed every check.</summary>
public sealed record Questionnaire
{
    [JsonConstructor]
    internal Questionnaire() { }

    /// <summary>1 to 64 of a-z, A-Z, 0-9, dot, hyphen, underscore.</summary>
    public required string Code { get; init; }

    /// <summary>From 1. A published version never changes; another wording is another version.</summary>
    [Range(1, int.MaxValue)]
    public required int Version { get; init; }

    /// <summary>Shown above the questions.</summary>
    public required Wording Title { get; init; }

    /// <summary>The form of mentoring it was written for; null for any.</summary>
    public string? Form { get; init; }

    /// <summary>The side that it asks.</summary>
    public required SurveyAudience Audience { get; init; }

    /// <summary>Shipped as a proposal: no act prescribes these questions, so a school may publish its own instead.</summary>
    public required bool EditableDefault { get; init; }

    /// <summary>Rows of the checklist that it serves.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>In the order in which they are asked.</summary>
    [MinLength(1), MaxLength(200)]
    public required IReadOnlyList<QuestionnaireItem> Items { get; init; }

    /// <summary>Canonical JSON (RFC 8785) of the whole questionnaire, as published.</summary>
    [JsonIgnore]
    public string Text { get; internal init; } = "";

    /// <summary>SHA-256 of <see cref="Text"/> in UTF-8, 64 lower hex digits.</summary>
    [JsonIgnore]
    public string Sha256 { get; internal init; } = "";

    /// <summary>The reference that a wave is pinned to.</summary>
    [JsonIgnore]
    public QuestionnaireReference Reference => new(Code, Version, Sha256);

    /// <summary>The item with this code; null when there is none.</summary>
    public QuestionnaireItem? Item(string code) => Items.FirstOrDefault(i => i.Code == code);
}
