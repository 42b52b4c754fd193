FROM python:3.13-slim
WORKDIR /liaise
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
RUN bin/post_compile
RUN useradd --system liaise && mkdir -p /data && chown liaise /data
USER liaise
ENV DATA_DIR=/data PORT=8080
EXPOSE 8080
CMD ["gunicorn", "addon.app:create_app()"]
