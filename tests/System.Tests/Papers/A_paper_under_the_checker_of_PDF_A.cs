using System.Diagnostics;
using System.Text;
using MentorshipFlow.Papers;
using MentorshipFlow.System.Tests.Drill;
using MentorshipFlow.Workflows.Papers;

namespace MentorshipFlow.System.Tests.Papers;

/// <summary>
/// A file says what level of PDF/A it has; Debian's checkers prove it: PDFBox preflight for part 1b (libpdfbox2-java, libactivation-java,
/// libjaxb-api-java) and qpdf for the syntax.
/// </summary>
public sealed class A_paper_under_the_checker_of_PDF_A
{
    private const string Jars = "/usr/share/java";
    private const string Checker = "org.apache.pdfbox.preflight.Validator_A1b";

    private static readonly string[] Libraries =
        ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-io", "commons-logging", "jaxb-api", "javax.activation"];

    public static TheoryData<PaperKind> All => [.. Enum.GetValues<PaperKind>()];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Has_the_level_that_it_claims(PaperKind kind)
    {
        var file = A_printed_paper.Print(kind, PaperFormat.Pdf);

        var raw = Encoding.Latin1.GetString(file);
        Assert.Contains("<pdfaid:part>1<", raw, StringComparison.Ordinal);
        Assert.Contains("<pdfaid:conformance>B<", raw, StringComparison.Ordinal);
        Assert.Contains("is a valid PDF/A-1b file", await Checked(file), StringComparison.Ordinal);
        Assert.Contains("No syntax or stream encoding errors", await Syntax(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_believed_when_it_claims_more_or_lacks_a_set_of_glyphs()
    {
        var raw = Encoding.Latin1.GetString(A_printed_paper.Print(PaperKind.ResultsCertificate, PaperFormat.Pdf));
        foreach (var (from, to) in new[]
        {
            ("/CIDSet ", "/CIDXet "), ("<pdfaid:part>1<", "<pdfaid:part>2<"), ("/OutputIntents", "/OutputIntentX"),
        })
        {
            Assert.Contains(from, raw, StringComparison.Ordinal);
            Assert.Contains("is not a valid PDF/A-1b file",
                await Checked(Encoding.Latin1.GetBytes(raw.Replace(from, to, StringComparison.Ordinal))), StringComparison.Ordinal);
        }
    }

    private static async Task<string> Checked(byte[] file)
    {
        DrillSize.Demand(File.Exists("/usr/bin/java") && Libraries.All(l => File.Exists($"{Jars}/{l}.jar")),
            "PDF/A needs its checker: apt-get install libpdfbox2-java libactivation-java libjaxb-api-java.");
        return await Run(file, "/usr/bin/java", "-cp", string.Join(':', Libraries.Select(l => $"{Jars}/{l}.jar")), Checker);
    }

    private static async Task<string> Syntax(byte[] file)
    {
        DrillSize.Demand(File.Exists("/usr/bin/qpdf"), "The syntax of a PDF needs its checker: apt-get install qpdf.");
        return await Run(file, "/usr/bin/qpdf", "--check");
    }

    private static async Task<string> Run(byte[] file, string program, params IEnumerable<string> arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file, TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo(program, [.. arguments, path])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return await said + await errors;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
