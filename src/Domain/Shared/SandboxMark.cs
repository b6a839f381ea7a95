namespace MentorshipFlow.Shared;

/// <summary>The line that every paper of a sandbox bears.</summary>
public static class SandboxMark
{
    /// <summary>In Russian, with the word that integrators look for.</summary>
    public const string Text = "Учебный пример, не документ (sandbox)";
}
