using System.Globalization;

namespace MentorshipFlow.Audit;

/// <summary>A text that is read line by line, with the number of the line that was read last.</summary>
internal sealed class BundleLines(string text)
{
    private int at;

    /// <summary>The line that was read last, from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the line that comes next begins like this.</summary>
    public bool Next(string beginning) => text.AsSpan(at).StartsWith(beginning, StringComparison.Ordinal);

    /// <summary>One line without its newline.</summary>
    public string Next()
    {
        Number++;
        var end = text.IndexOf('\n', at);
        if (end < 0) throw Unexpected("a line that ends in a newline");
        var line = text[at..end];
        at = end + 1;
        return line;
    }

    /// <summary>This line.</summary>
    public void Exactly(string line)
    {
        if (Next() != line) throw Unexpected(line);
    }

    /// <summary>What stands behind a name.</summary>
    public string Value(string name) =>
        Next() is var line && line.Length > name.Length && line[name.Length] == ' ' && line.StartsWith(name, StringComparison.Ordinal)
            ? line[(name.Length + 1)..]
            : throw Unexpected($"{name} …");

    /// <summary>A number, not negative, behind a name.</summary>
    public int Count(string name) =>
        int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw Unexpected($"{name} {{number}}");

    /// <summary>The words behind a name; there may be none.</summary>
    public string[] Words(string name) =>
        Next().Split(' ') is [var first, .. var words] && first == name ? words : throw Unexpected($"{name} …");

    /// <summary>So many lines as they stand, newlines included.</summary>
    public string Take(int count)
    {
        var start = at;
        for (; count > 0; count--) Next();
        return text[start..at];
    }

    /// <summary>Nothing more.</summary>
    public void End()
    {
        Number++;
        if (at != text.Length) throw Unexpected("the end of the file");
    }

    /// <summary>The last line is not what it should be.</summary>
    public UnexpectedException Unexpected(string expected) => new(expected);

    /// <summary>Carries the expectation to <see cref="BundleReader"/>, which makes it a value.</summary>
    internal sealed class UnexpectedException(string expected) : Exception(expected);
}
