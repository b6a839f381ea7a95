namespace MentorshipFlow.Api.Pages.Calls;

/// <summary>Ids that pages make when they show a form: so sending it twice decides once.</summary>
public static class FormKey
{
    /// <summary>An id that nothing has yet.</summary>
    public static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>An Idempotency-Key for a form.</summary>
    public static string New() => $"{Id():N}";
}
