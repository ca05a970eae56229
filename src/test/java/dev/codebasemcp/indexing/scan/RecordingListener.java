package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.SkipReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class RecordingListener implements ScanListener {
    final List<ScannedFile> files = new ArrayList<>();
    final Map<String, SkipReason> skipped = new LinkedHashMap<>();
    final Map<String, String> failed = new LinkedHashMap<>();

    @Override
    public void file(ScannedFile file) {
        files.add(file);
    }

    @Override
    public void skipped(String path, SkipReason reason) {
        skipped.put(path, reason);
    }

    @Override
    public void failed(String path, String cause) {
        failed.put(path, cause);
    }

    List<String> paths() {
        return files.stream().map(ScannedFile::path).toList();
    }
}
