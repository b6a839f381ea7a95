namespace MentorshipFlow.Definitions;

/// <summary>The result of reading a definition or a questionnaire: the value, or everything that is wrong with its text.</summary>
public abstract record Reading<T>
{
    private Reading() { }

    /// <summary>The text passed every check.</summary>
    public sealed record Accepted(T Value) : Reading<T>;

    /// <summary>At least one fault, in the order of reading.</summary>
    public sealed record Refused(IReadOnlyList<DefinitionFault> Faults) : Reading<T>;
}

/// <summary>One thing wrong with the text of a definition.</summary>
/// <param name="Place">JSON Pointer (RFC 6901) into the text; empty for the whole.</param>
/// <param name="Code">A constant of <see cref="DefinitionFaultCodes"/>.</param>
/// <param name="Message">English, for the person who edits the definition.</param>
public sealed record DefinitionFault(string Place, string Code, string Message);

/// <summary>The stable names of the faults.</summary>
public static class DefinitionFaultCodes
{
    public const string NotJson = "not-json";
    public const string WrongDigest = "wrong-digest";
    public const string MissingMember = "missing-member";
    public const string UnknownMember = "unknown-member";
    public const string WrongType = "wrong-type";
    public const string EmptyText = "empty-text";
    public const string EmptyList = "empty-list";
    public const string OutOfRange = "out-of-range";
    public const string UnknownValue = "unknown-value";
    public const string UnknownPlaceholder = "unknown-placeholder";
    public const string MalformedRow = "malformed-row";
    public const string DuplicateCode = "duplicate-code";
    public const string MalformedCode = "malformed-code";
    public const string MisplacedCode = "misplaced-code";
    public const string StagesOutOfOrder = "stages-out-of-order";
    public const string DocumentsOutOfOrder = "documents-out-of-order";
    public const string NoExpectedDocument = "no-expected-document";
    public const string UnknownDocument = "unknown-document";
    public const string UnknownChannel = "unknown-channel";
    public const string UnknownIndicator = "unknown-indicator";
    public const string UnknownItem = "unknown-item";
    public const string UnknownRule = "unknown-rule";
    public const string MissingParameter = "missing-parameter";
    public const string NeverWaivable = "never-waivable";
}
