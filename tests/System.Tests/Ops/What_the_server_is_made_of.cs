using System.Text.Json.Nodes;

namespace MentorshipFlow.System.Tests.Ops;

/// <summary><c>ops/sbom</c>: the packages of the server as a CycloneDX file.</summary>
public sealed class What_the_server_is_made_of
{
    // The lock file has them, but only the build uses them.
    private static readonly string[] OfTheBuild = ["Microsoft.AspNetCore.App.Internal.Assets", "Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    [Fact]
    public async Task Is_listed_with_version_licence_and_hash_of_every_package()
    {
        var folder = Directory.CreateTempSubdirectory("mentorshipflow-sbom-").FullName;
        try
        {
            var file = Path.Combine(folder, "sbom.json");

            Assert.EndsWith($"{file}\n", await Site.ShellAsync("\"$1\" \"$2\"", Checkout.At("ops/sbom"), file), StringComparison.Ordinal);

            var listed = (await Json(file))["components"]!.AsArray();
            Assert.Equal(await Locked(), listed.Select(c => $"{c!["name"]} {c["version"]}").Order(StringComparer.Ordinal));
            Assert.All(listed, c =>
            {
                Assert.NotEmpty(c!["licenses"]!.AsArray());
                Assert.Equal("SHA-512", (string?)c["hashes"]![0]!["alg"]);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<string>> Locked() =>
        (await Json(Checkout.At("src/Api/packages.lock.json")))["dependencies"]!["net10.0"]!.AsObject()
        .Where(p => (string?)p.Value!["type"] != "Project" && !OfTheBuild.Contains(p.Key))
        .Select(p => $"{p.Key} {p.Value!["resolved"]}").Order(StringComparer.Ordinal);

    private static async Task<JsonNode> Json(string file) =>
        JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
}
