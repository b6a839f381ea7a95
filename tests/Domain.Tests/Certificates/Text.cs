using MentorshipFlow.Certificates;

namespace MentorshipFlow.Domain.Tests.Certificates;

/// <summary>Ways to read a certificate's text in a test.</summary>
internal static class Text
{
    /// <summary>The value of the one line with this label.</summary>
    public static string Value(this Certificate certificate, string label) =>
        certificate.Text.Split('\n').Single(line => line.StartsWith(label + ": ", StringComparison.Ordinal))[(label.Length + 2)..];

    /// <summary>The elements of the list under this label, without their dashes.</summary>
    public static string[] Elements(this Certificate certificate, string label) =>
    [
        .. certificate.Text.Split('\n').SkipWhile(line => !line.StartsWith(label + ": ", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..]),
    ];

    /// <summary>One section: its heading and its lines.</summary>
    public static string Section(this Certificate certificate, int number) =>
        certificate.Text.Split("\n\n").Single(section => section.StartsWith($"{number}. ", StringComparison.Ordinal));

    /// <summary>The value of the one line with this label in a section.</summary>
    public static string Value(this string section, string label) =>
        section.Split('\n').Single(line => line.StartsWith(label + ": ", StringComparison.Ordinal))[(label.Length + 2)..];

    /// <summary>How a text of the vault is printed.</summary>
    public static string Printed(string text) => $"текст {History.Secret(text).Ref}, SHA-256 {History.Secret(text).Commitment}";

    /// <summary>The labels of the lines that only one of the two texts has, without the last leaf and the completeness.</summary>
    public static string[] Differences(Certificate one, Certificate other) =>
    [
        .. one.Text.Split('\n').Except(other.Text.Split('\n')).Concat(other.Text.Split('\n').Except(one.Text.Split('\n')))
            .Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? "-" : line.Split(": ")[0])
            .Where(label => !label.StartsWith("Лист записи", StringComparison.Ordinal)
                && label != "Полнота в среднем по разделам").Distinct(),
    ];
}
