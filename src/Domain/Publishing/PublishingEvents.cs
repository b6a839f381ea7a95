using System.ComponentModel;

namespace MentorshipFlow.Publishing;

/// <summary>Events of a definition's stream <c>definition-{code}</c>.</summary>
public abstract record DefinitionEvent : DomainEvent
{
    private DefinitionEvent() { }

    /// <summary>One version of a definition with its full text.</summary>
    /// <param name="Text">RFC 8785 JSON; its SHA-256 is <paramref name="Sha256"/>.</param>
    [DisplayName("публикация определения программ")]
    public sealed record DefinitionPublished(string Code, int Version, string Sha256, string Text) : DefinitionEvent;
}

/// <summary>Events of an organisation's stream <c>questionnaires-{uuid}</c>; those that ship with the program are in
/// the stream of the empty id.</summary>
public abstract record QuestionnaireEvent : DomainEvent
{
    private QuestionnaireEvent() { }

    /// <summary>One version of a questionnaire with its full text.</summary>
    /// <param name="Text">RFC 8785 JSON; its SHA-256 is <paramref name="Sha256"/>.</param>
    [DisplayName("публикация анкеты")]
    public sealed record QuestionnairePublished(string Code, int Version, string Sha256, string Text) : QuestionnaireEvent;
}
