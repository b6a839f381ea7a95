using MentorshipFlow.People;

namespace MentorshipFlow.Workflows.Privacy;

/// <summary>The statutory terms in use: the shipped ones, or the file that <c>MF_PRIVACY_TERMS</c> names.</summary>
public static class ShippedTerms
{
    /// <summary>The environment variable that names another file in the same format.</summary>
    public const string Variable = "MF_PRIVACY_TERMS";

    /// <summary>Reads the terms.</summary>
    /// <exception cref="FormatException">The file does not have the format of the terms.</exception>
    public static PrivacyTerms Read() =>
        PrivacyTerms.Parse(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? File.ReadAllText(file) : Shipped());

    private static string Shipped()
    {
        using var reader = new StreamReader(typeof(ShippedTerms).Assembly.GetManifestResourceStream("Privacy/privacy-terms.v1.json")!);
        return reader.ReadToEnd();
    }
}
