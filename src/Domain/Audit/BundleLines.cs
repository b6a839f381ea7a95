using System.Globalization;

namespace MentorshipFlow.Audit;

/// <summary>Reads a text line by line and counts the lines.</summary>
internal sealed class BundleLines(string text)
{
    private int at;

    /// <summary>Number of the line read last, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the next line begins with this text.</summary>
    public bool Next(string beginning) => text.AsSpan(at).StartsWith(beginning, StringComparison.Ordinal);

    /// <summary>Reads one line without its newline.</summary>
    public string Next()
    {
        Number++;
        var end = text.IndexOf('\n', at);
        if (end < 0) throw Unexpected("a line that ends in a newline");
        var line = text[at..end];
        at = end + 1;
        return line;
    }

    /// <summary>Reads exactly this line.</summary>
    public void Exactly(string line)
    {
        if (Next() != line) throw Unexpected(line);
    }

    /// <summary>Reads a line "name value"; returns the value.</summary>
    public string Value(string name) =>
        Next() is var line && line.Length > name.Length && line[name.Length] == ' ' && line.StartsWith(name, StringComparison.Ordinal)
            ? line[(name.Length + 1)..]
            : throw Unexpected($"{name} …");

    /// <summary>Reads a line "name number"; the number is not negative.</summary>
    public int Count(string name) =>
        int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Unexpected($"{name} {{number}}");

    /// <summary>Reads a line "name word word …"; there may be no words.</summary>
    public string[] Words(string name) =>
        Next().Split(' ') is [var first, .. var words] && first == name ? words : throw Unexpected($"{name} …");

    /// <summary>Reads this number of lines, newlines included.</summary>
    public string Take(int count)
    {
        var start = at;
        for (; count > 0; count--) Next();
        return text[start..at];
    }

    /// <summary>Fails if there is more text.</summary>
    public void End()
    {
        Number++;
        if (at != text.Length) throw Unexpected("the end of the file");
    }

    /// <summary>An exception for the line read last.</summary>
    public UnexpectedException Unexpected(string expected) => new(expected);

    /// <summary>Caught by <see cref="BundleReader"/>, which returns a value instead.</summary>
    internal sealed class UnexpectedException(string expected) : Exception(expected);
}
