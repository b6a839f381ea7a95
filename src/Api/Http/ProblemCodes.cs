namespace MentorshipFlow.Api.Http;

/// <summary>The edge's own "no"s, beside those of the domain (<see cref="Reason"/>). A released code never changes its meaning.</summary>
public static class ProblemCodes
{
    public const string Unauthenticated = "unauthenticated";
    public const string RoleRequired = "role-required";
    public const string NotFound = "not-found";
    public const string DisclosureRequired = "disclosure-required";
    public const string DataDestroyed = "data-destroyed";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string MalformedRequest = "malformed-request";
    public const string MalformedJson = "malformed-json";
    public const string UnknownField = "unknown-field";
    public const string FieldInvalid = "field-invalid";
    public const string DefinitionInvalid = "definition-invalid";
    public const string QuestionnaireInvalid = "questionnaire-invalid";
    public const string BodyTooLarge = "body-too-large";
    public const string PreconditionRequired = "precondition-required";
    public const string PreconditionInvalid = "precondition-invalid";
    public const string EvaluationChanged = "evaluation-changed";
    public const string IdempotencyKeyRequired = "idempotency-key-required";
    public const string IdempotencyKeyInvalid = "idempotency-key-invalid";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string Busy = "busy";
    public const string DatabaseUnavailable = "database-unavailable";
    public const string LedgerForked = "ledger-forked";
    public const string LedgerBroken = "ledger-broken";
    public const string Internal = "internal";

    /// <summary>Every code that the edge answers by itself.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Unauthenticated, RoleRequired, NotFound, DisclosureRequired, DataDestroyed, MethodNotAllowed, UnsupportedMediaType, MalformedRequest, MalformedJson, UnknownField, FieldInvalid,
        DefinitionInvalid, QuestionnaireInvalid, BodyTooLarge, PreconditionRequired, PreconditionInvalid, EvaluationChanged, IdempotencyKeyRequired, IdempotencyKeyInvalid,
        IdempotencyKeyReused, Busy, DatabaseUnavailable, LedgerForked, LedgerBroken, Internal,
    ];
}
