namespace MentorshipFlow.Shared;

/// <summary>Checks whether a text can be encoded in UTF-8.</summary>
public static class Utf16
{
    /// <summary>Whether every surrogate is paired.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text) => LoneSurrogate(text) < 0;

    /// <summary>Index of the first unpaired surrogate, or -1.</summary>
    public static int LoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = text[at..].IndexOfAnyInRange('\ud800', '\udfff');
            if (next < 0) return -1;
            at += next;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return at;
            at++;
        }

        return -1;
    }
}
