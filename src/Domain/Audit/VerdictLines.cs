using System.Diagnostics;

namespace MentorshipFlow.Audit;

/// <summary>A verdict as a command line prints it: the sentence in Russian, the same in English, then the details.</summary>
public static class VerdictLines
{
    /// <summary>The lines, without newlines.</summary>
    public static IEnumerable<string> Of(BundleVerdict verdict) => verdict switch
    {
        BundleVerdict.Sound sound =>
        [
            $"ЦЕЛ: программа {sound.Programme}, записей {sound.Version}, "
                + $"контрольная точка {sound.Checkpoint.Size}; {sound.TrustSentence.Ru}",
            $"SOUND: programme {sound.Programme}, {sound.Version} entries, checkpoint {sound.Checkpoint.Size}; {sound.TrustSentence.En}",
            .. Witnesses(sound),
            .. Signers(sound),
            .. sound.Certificates.Select(certificate =>
                $"справка воспроизведена побайтно, {certificate.StandingWords.Ru} / "
                + $"certificate rebuilt byte for byte, {certificate.StandingWords.En}: {certificate.Id}"),
        ],
        BundleVerdict.Shown shown =>
        [
            $"ВЫПИСКА ВЕРНА: {shown.Claim.Sentence.Ru}; поток {shown.Stream}, записей {shown.Entries.Count}, "
                + $"контрольная точка {shown.Checkpoint.Size}; {shown.TrustSentence.Ru}",
            $"EXCERPT SOUND: {shown.Claim.Sentence.En}; stream {shown.Stream}, {shown.Entries.Count} entries, "
                + $"checkpoint {shown.Checkpoint.Size}; {shown.TrustSentence.En}",
            .. Witnesses(shown),
            .. Signers(shown),
            .. Certificate(shown),
            $"{shown.LimitSentence.Ru} / {shown.LimitSentence.En}",
            .. shown.Entries.Select(e => $"{e.Version}  {e.RecordedAt}  {e.Type}  {e.Role} {e.Actor}"),
        ],
        BundleVerdict.Broken broken =>
        [
            $"НАРУШЕН ({broken.Code}, {broken.Where}): {broken.Sentence.Ru}",
            $"BROKEN ({broken.Code}, {broken.Where}): {broken.Sentence.En}",
        ],
        _ => throw new UnreachableException(verdict.GetType().Name),
    };

    private static IEnumerable<string> Witnesses(BundleVerdict verdict)
    {
        foreach (var cosigned in verdict.Witnesses)
        {
            yield return "контрольную точку заверил свидетель / the checkpoint was cosigned by witness: "
                + $"{cosigned.Witness} {cosigned.Time}";
        }

        if (verdict is BundleVerdict.Sound { Witnesses.Count: > 0 })
        {
            yield return "число записей программы удостоверяет один ключ сервера, свидетели его не видят / "
                + "the number of the programme's entries rests on the server's key alone; witnesses do not see it";
        }
    }

    private static IEnumerable<string> Signers(BundleVerdict verdict)
    {
        foreach (var signer in verdict.Signers)
        {
            yield return $"подписано ключом устройства, решений: {signer.Decisions}; чей это ключ, "
                + (signer.Demanded ? "назвал проверяющий" : "файл не доказывает")
                + $" / signed by a passkey, decisions: {signer.Decisions}; whose key it is "
                + (signer.Demanded ? "the auditor said" : "the file does not prove") + $": {signer.Person}={signer.Fingerprint}";
        }
    }

    private static IEnumerable<string> Certificate(BundleVerdict.Shown shown)
    {
        if (shown.Certificate is not { } certificate) yield break;
        yield return certificate.HasText
            ? "текст справки в файле – тот, что выдан; по истории он не пересчитан / "
                + "the text in the file is the one that was issued; it was not rebuilt from the history"
            : "текста справки в файле нет; sha256sum выданного текста / the text is not in the file; sha256sum of the issued text:";
        yield return certificate.ContentHash;
        if (certificate.Ended is { } ended && RebuiltCopy.WordsOf(ended) is var words)
            yield return $"выписка показывает: справка {words.Ru} / the excerpt shows: the certificate is {words.En}";
    }
}
