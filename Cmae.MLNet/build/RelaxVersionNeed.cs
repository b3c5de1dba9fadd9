using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Marks one version need of every libLibTorchSharp.so below a folder as weak: in the ELF section .gnu.version_r the entry
/// (Vernaux) named GLIBCXX_3.4.32 gets VER_FLG_WEAK, after which ld.so accepts an older libstdc++.
/// </summary>
public class CmaeRelaxVersionNeed : Task
{
    private const string Version = "GLIBCXX_3.4.32";
    private const uint VersionNeedSection = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    [Required]
    public string Folder { get; set; }

    public bool Always { get; set; }

    public override bool Execute()
    {
        if (!Directory.Exists(Folder) || (!Always && SystemHasVersion()))
            return true;
        foreach (string file in Directory.GetFiles(Folder, "libLibTorchSharp.so", SearchOption.AllDirectories))
            Relax(file);
        return !Log.HasLoggedErrors;
    }

    private void Relax(string file)
    {
        byte[] elf = File.ReadAllBytes(file);
        int flags = FindFlags(elf);
        if (flags < 0 || (BitConverter.ToUInt16(elf, flags) & WeakFlag) != 0)
            return;
        elf[flags] |= (byte)WeakFlag;

        // A new file under the old name: the output may be a hard link to the package cache, which must stay as it is.
        // The time of the original is kept, so that the next incremental build does not copy it again.
        string temporary = file + ".relaxed";
        File.WriteAllBytes(temporary, elf);
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(file));
        File.Delete(file);
        File.Move(temporary, file);
        Log.LogMessage(
            MessageImportance.Normal, "Cmae.MLNet: {0} no longer insists on {1}, which this system's libstdc++ lacks.", file, Version);
    }

    /// <summary>Offset of the vna_flags of the version's entry in a little-endian 64-bit ELF file, or -1.</summary>
    private static int FindFlags(byte[] elf)
    {
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[4] != 2 || elf[5] != 1)
            return -1;
        long sections = BitConverter.ToInt64(elf, 0x28);
        int size = BitConverter.ToUInt16(elf, 0x3a), count = BitConverter.ToUInt16(elf, 0x3c);
        for (int i = 0; i < count; i++)
        {
            int header = (int)(sections + ((long)i * size));
            if (BitConverter.ToUInt32(elf, header + 4) != VersionNeedSection)
                continue;
            int strings = (int)(sections + ((long)BitConverter.ToUInt32(elf, header + 0x28) * size));
            int names = (int)BitConverter.ToInt64(elf, strings + 0x18);
            int need = (int)BitConverter.ToInt64(elf, header + 0x18);
            for (int needs = (int)BitConverter.ToUInt32(elf, header + 0x2c); needs > 0; needs--)
            {
                int auxiliary = need + (int)BitConverter.ToUInt32(elf, need + 8);
                for (int left = BitConverter.ToUInt16(elf, need + 2); left > 0; left--)
                {
                    if (NameAt(elf, names + (int)BitConverter.ToUInt32(elf, auxiliary + 8)) == Version)
                        return auxiliary + 4;
                    auxiliary += (int)BitConverter.ToUInt32(elf, auxiliary + 12);
                }
                need += (int)BitConverter.ToUInt32(elf, need + 12);
            }
        }
        return -1;
    }

    private static string NameAt(byte[] elf, int offset)
    {
        return Encoding.ASCII.GetString(elf, offset, Array.IndexOf(elf, (byte)0, offset) - offset);
    }

    private static bool SystemHasVersion()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "").Split(':').Where(f => f.Length > 0)
            .Concat(new[] { "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib64", "/usr/lib64", "/usr/lib", "/lib" });
        string library = folders.Select(f => Path.Combine(f, "libstdc++.so.6")).FirstOrDefault(File.Exists);
        return library != null && IndexOf(File.ReadAllBytes(library), Encoding.ASCII.GetBytes(Version)) >= 0;
    }

    private static int IndexOf(byte[] haystack, byte[] needle)
    {
        for (int i = 0; i <= haystack.Length - needle.Length; i++)
        {
            int k = 0;
            while (k < needle.Length && haystack[i + k] == needle[k])
                k++;
            if (k == needle.Length)
                return i;
        }
        return -1;
    }
}
